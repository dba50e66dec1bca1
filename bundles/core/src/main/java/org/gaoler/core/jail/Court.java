package org.gaoler.core.jail;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.core.docket.Docket;
import org.gaoler.core.journal.Journal;
import org.gaoler.core.settings.JailSettings;

/** Passes sentences on those who reached their jail's limit, unless there is a reason not to. */
final class Court {

  private final Clock clock;
  private final Docket docket;
  private final Journal journal;
  private final Chronicle chronicle;
  private final Leniency leniency;
  private final Executor judge;

  /**
   * Opens the court.
   *
   * @param judge one thread for the cases that need to ask somebody
   */
  Court(
      Clock clock,
      Docket docket,
      Journal journal,
      Chronicle chronicle,
      Leniency leniency,
      Executor judge) {
    this.clock = clock;
    this.docket = docket;
    this.journal = journal;
    this.chronicle = chronicle;
    this.leniency = leniency;
    this.judge = judge;
  }

  Leniency leniency() {
    return leniency;
  }

  boolean serving(String jail, Offender offender) {
    return !docket.covering(jail, offender).isEmpty();
  }

  /**
   * Tries somebody whose limit is reached. Called on a lane: where somebody must be asked first,
   * that is done later and nothing is returned.
   */
  Optional<Sentence> trial(
      JailSettings settings, Offender offender, List<Mark> marks, List<Entry> effects) {
    if (leniency.mustAsk(settings)) {
      effects.add(new BanStore.Window(settings.name(), offender, marks));
      judge.execute(() -> hearing(settings, offender, marks));
      return Optional.empty();
    }
    return sentence(settings, offender, marks, effects);
  }

  private void hearing(JailSettings settings, Offender offender, List<Mark> marks) {
    List<Entry> effects = new ArrayList<>(2);
    Optional<String> reason = leniency.asked(settings, offender);
    if (reason.isPresent()) {
      chronicle.ignored(settings.name(), offender, reason.get());
      effects.add(new BanStore.Window(settings.name(), offender, List.of()));
    } else {
      sentence(settings, offender, marks, effects).ifPresent(chronicle::banned);
    }
    journal.append(effects);
  }

  private Optional<Sentence> sentence(
      JailSettings settings, Offender offender, List<Mark> marks, List<Entry> effects) {
    Mark last = marks.get(marks.size() - 1);
    Instant now = clock.instant();
    Instant from = last.when().isAfter(now) ? now : last.when();
    Sentence sentence =
        new Sentence(
            settings.name(),
            offender,
            from,
            settings.banTime().after(from),
            Sentence.Origin.LOG,
            marks.stream().mapToInt(Mark::weight).sum() + " failures within " + settings.findTime(),
            marks.stream().map(Mark::line).toList());
    effects.add(new BanStore.Window(settings.name(), offender, List.of()));
    if (!docket.impose(sentence)) {
      return Optional.empty();
    }
    effects.add(new BanStore.Imposed(sentence));
    return Optional.of(sentence);
  }
}
