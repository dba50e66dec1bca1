package org.gaoler.filter;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.gaoler.api.Failure;
import org.gaoler.api.Line;
import org.gaoler.api.StepBudget;
import org.gaoler.filter.date.FoundDate;
import org.gaoler.filter.trial.Dating;
import org.gaoler.filter.trial.Rule;
import org.gaoler.filter.trial.Trial;
import org.gaoler.filter.trial.Witness;

/** Takes a tester's lines through the same recognition as a jail's, with a witness. */
final class FilterTrial implements Trial {

  /** A tester may take its time; still, no line may hang it. */
  private static final long STEPS = 50_000_000;

  private final CompiledFilter filter;
  private final LineClock lineClock;
  private final Recognition recognition;
  private final Clock clock;
  private final Witness witness;

  FilterTrial(CompiledFilter filter, Rules how, Clock clock, Witness witness) {
    this.filter = filter;
    this.lineClock = LineClock.trial(filter, clock);
    this.recognition = new Recognition(filter, how, witness);
    this.clock = clock;
    this.witness = witness;
  }

  @Override
  public void take(String line, OptionalLong micros, Consumer<Failure> failures) {
    Instant now = clock.instant();
    StepBudget budget = new StepBudget(STEPS);
    LineClock.Dated dated = lineClock.date(new Line(line, micros, false, budget)).orElseThrow();
    if (witness.listens()) {
      tell(line, dated);
    }
    recognition.take(
        new Recognition.Dated(dated.text(), line, budget, dated.when(), now), failures);
  }

  private void tell(String line, LineClock.Dated dated) {
    int start = dated.found().map(FoundDate::start).orElse(0);
    int end = dated.found().map(FoundDate::end).orElse(0);
    witness.dated(
        new Dating(
            dated.found().map(found -> found.template().name()),
            line.substring(start, end),
            start,
            dated.text().text(),
            dated.when()));
  }

  @Override
  public List<Rule> rules() {
    return filter.rules().names();
  }

  @Override
  public Map<String, Integer> dateHits() {
    return lineClock.hits();
  }

  @Override
  public int maxLines() {
    return filter.maxLines();
  }
}
