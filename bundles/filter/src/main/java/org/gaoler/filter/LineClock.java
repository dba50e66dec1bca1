package org.gaoler.filter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Line;
import org.gaoler.api.StepBudget;
import org.gaoler.filter.date.DateFinder;
import org.gaoler.filter.date.FoundDate;
import org.gaoler.filter.expression.Text;

/**
 * Decides for each line of one source when it happened, and what is left without the date. Used by
 * one thread at a time.
 */
final class LineClock {

  private static final Duration FAR = Duration.ofSeconds(60);

  private final Duration findTime;
  private final boolean trial;
  private final Clock clock;
  private final DateFinder finder;
  private final OddDates odd;
  private Text text = new Text("", new StepBudget(0));
  private Instant now = Instant.EPOCH;
  private Instant lastDate = Instant.MIN;
  private String told = "";

  /**
   * A line without its date.
   *
   * @param text what is left of it
   * @param when when it counts as having happened; only a trial can leave that open
   * @param found the date in the line, whether it was taken or not
   */
  record Dated(Text text, Optional<Instant> when, Optional<FoundDate> found) {}

  /** The clock of a jail, for which a line that is too old does not count. */
  LineClock(CompiledFilter filter, String jail, Duration findTime, Clock clock) {
    this(filter, jail, findTime, clock, false);
  }

  private LineClock(
      CompiledFilter filter, String jail, Duration findTime, Clock clock, boolean trial) {
    this.findTime = findTime;
    this.trial = trial;
    this.clock = clock;
    this.finder = new DateFinder(filter.dates(), filter.zone());
    this.odd = new OddDates(jail, findTime, filter.zone());
  }

  /**
   * The clock of a tester: every date is believed, however old or far ahead, and a line without one
   * has none unless the last date is less than 60 s old.
   */
  static LineClock trial(CompiledFilter filter, Clock clock) {
    return new LineClock(filter, "", Duration.ZERO, clock, true);
  }

  /**
   * Dates a line.
   *
   * @return empty if it is too old to count, or undated in a log that is only being caught up with;
   *     never empty in a trial
   */
  Optional<Dated> date(Line line) {
    now = clock.instant();
    if (line.micros().isPresent()) {
      lastDate = moment(line.micros().getAsLong());
      return plausible(line, line.text(), lastDate, Optional.empty());
    }
    Optional<FoundDate> found = finder.find(line.text(), line.budget(), now);
    if (found.isEmpty()) {
      return undated(line, line.text(), found);
    }
    FoundDate date = found.get();
    if (date.blank()) {
      return plausible(line, line.text(), recent() ? lastDate : now, found);
    }
    String rest = rest(line.text(), date);
    if (date.when().isEmpty()) {
      return undated(line, rest, found);
    }
    lastDate = date.when().get();
    return plausible(line, rest, lastDate, found);
  }

  /** The moment that a source's own date means. */
  static Instant moment(long micros) {
    long nanos = Math.floorMod(micros, 1_000_000L) * 1_000L;
    return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), nanos);
  }

  private static String rest(String text, FoundDate date) {
    String behind = text.substring(date.end());
    return date.start() == 0 ? behind : text.substring(0, date.start()).concat(behind);
  }

  /** Whether an undated line may belong to the last dated one. */
  private boolean recent() {
    return lastDate.isAfter(now.minus(FAR));
  }

  /** With the last date the whole line counts, even if it has something like a date. */
  private Optional<Dated> undated(Line line, String rest, Optional<FoundDate> found) {
    if (recent()) {
      return plausible(line, line.text(), lastDate, found);
    }
    if (trial) {
      return dated(line, rest, Optional.empty(), found);
    }
    if (line.live()) {
      return dated(line, rest, Optional.of(now), found);
    }
    odd.undated(now);
    return Optional.empty();
  }

  private Optional<Dated> plausible(
      Line line, String rest, Instant when, Optional<FoundDate> found) {
    if (trial) {
      return dated(line, rest, Optional.of(when), found);
    }
    boolean zoned = found.isEmpty() || found.get().zoned();
    if (line.live()) {
      odd.live();
      if (Duration.between(when, now).abs().getSeconds() > FAR.getSeconds()) {
        odd.far(when, now, zoned);
        lastDate = now;
        return dated(line, rest, Optional.of(now), found);
      }
    } else if (when.isBefore(earliest())) {
      odd.old(when, now, zoned);
      return Optional.empty();
    }
    return dated(line, rest, Optional.of(when.isAfter(now) ? now : when), found);
  }

  private Optional<Dated> dated(
      Line line, String rest, Optional<Instant> when, Optional<FoundDate> found) {
    text = text.next(rest, line.budget());
    return Optional.of(new Dated(text, when, found));
  }

  private Instant earliest() {
    long sinceEpoch = now.getEpochSecond();
    return findTime.getSeconds() > sinceEpoch ? Instant.MIN : now.minus(findTime);
  }

  /** How many lines were passed over while catching up because they were too old or undated. */
  long passedOver() {
    return odd.passedOver();
  }

  /** How often each date template won, 0 included, by name in the order they are tried now. */
  Map<String, Integer> hits() {
    return finder.hits();
  }

  /** Whether another date template than last told fits. */
  boolean changed() {
    return !finder.learned().equals(told);
  }

  String learned() {
    told = finder.learned();
    return told;
  }

  void restore(String learned) {
    finder.prefer(learned);
    told = finder.learned();
  }
}
