package org.gaoler.filter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Line;
import org.gaoler.api.Recogniser;
import org.gaoler.filter.date.DateFinder;
import org.gaoler.filter.date.DateTemplate;
import org.gaoler.filter.date.FoundDate;
import org.gaoler.filter.expression.Expression;
import org.gaoler.filter.screen.Dismissal;
import org.gaoler.filter.screen.Screening;
import org.gaoler.filter.trial.Triable;
import org.gaoler.filter.trial.Trial;
import org.gaoler.filter.trial.Witness;

/**
 * A filter ready for use.
 *
 * @param name plain name
 * @param origin its main file
 * @param journalMatch which journal entries concern it; empty if it does not say
 * @param maxLines how many lines an expression may span, 1 or more
 * @param rules its expressions
 * @param dates the date templates to try
 * @param zone where times without a zone of their own are
 * @param useDns what a host's name is taken for
 * @param screening what raw lines must be like to concern it
 * @param dismissal which of those mean nothing by themselves
 * @param misfits which lines without their date no expression matches, where that cannot be told of
 *     raw lines
 * @param limit how long a line may be
 * @param said options as they were configured, for testers
 */
record CompiledFilter(
    String name,
    String origin,
    String journalMatch,
    int maxLines,
    FilterRules rules,
    List<DateTemplate> dates,
    ZoneId zone,
    UseDns useDns,
    Screening screening,
    Dismissal dismissal,
    Dismissal misfits,
    LineLimit limit,
    Map<String, String> said)
    implements Triable {

  CompiledFilter {
    dates = List.copyOf(dates);
    said = Map.copyOf(said);
  }

  @Override
  public Recogniser recogniser(String jail, Duration findTime, Clock clock) {
    return new LineRecogniser(this, jail, findTime, clock);
  }

  @Override
  public Optional<Instant> dateOf(Line line, Instant now) {
    if (line.micros().isPresent()) {
      return Optional.of(LineClock.moment(line.micros().getAsLong()));
    }
    DateFinder finder = new DateFinder(dates, zone);
    return finder.find(line.text(), line.budget(), now).flatMap(FoundDate::when);
  }

  @Override
  public List<String> examples(Instant when) {
    return Examples.of(this, when);
  }

  @Override
  public Trial trial(Trial.Rules how, Clock clock, Witness witness) {
    return new FilterTrial(this, how, clock, witness);
  }

  @Override
  public List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    for (FilterRule rule : rules.all()) {
      rule.expression().trouble().ifPresent(troubles::add);
    }
    for (DateTemplate date : dates) {
      date.trouble().ifPresent(troubles::add);
    }
    limit.trouble().ifPresent(troubles::add);
    troubles.addAll(screening.remarks());
    return troubles;
  }

  /** Its prefregex, none or one. */
  List<Expression> prefix() {
    return FilterRules.expressions(rules.prefix());
  }

  /** Its failregexes in order. */
  List<Expression> failures() {
    return FilterRules.expressions(rules.failures());
  }
}
