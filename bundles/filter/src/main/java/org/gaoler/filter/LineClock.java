package org.gaoler.filter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gaoler.api.Line;
import org.gaoler.filter.date.DateFinder;
import org.gaoler.filter.date.FoundDate;
import org.gaoler.filter.expression.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides for each line of one source when it happened, and what is left without the date. */
final class LineClock {

  private static final Logger LOG = LoggerFactory.getLogger(LineClock.class);

  private static final Duration FAR = Duration.ofSeconds(60);
  private static final Duration LATENCY = Duration.ofMinutes(55);
  private static final Duration AGAIN = Duration.ofDays(1);

  private final String jail;
  private final Duration findTime;
  private final Clock clock;
  private final DateFinder finder;
  private Instant now = Instant.EPOCH;
  private Instant lastDate = Instant.MIN;
  private Instant warned = Instant.MIN;
  private String told = "";

  /** A line without its date, and when it counts as having happened. */
  record Dated(Text text, Instant when) {}

  LineClock(CompiledFilter filter, String jail, Duration findTime, Clock clock) {
    this.jail = jail;
    this.findTime = findTime;
    this.clock = clock;
    this.finder = new DateFinder(filter.dates(), filter.zone());
  }

  /**
   * Dates a line.
   *
   * @return empty if it is too old to count, or undated in a log that is only being caught up with
   */
  Optional<Dated> date(Line line) {
    now = clock.instant();
    if (line.micros().isPresent()) {
      long micros = line.micros().getAsLong();
      Instant when =
          Instant.ofEpochSecond(
              Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
      return plausible(new Text(line.text(), line.budget()), when, line.live());
    }
    Text whole = new Text(line.text(), line.budget());
    Optional<FoundDate> found = finder.find(whole, now);
    if (found.isEmpty()
        || found.get().start() != found.get().end() && found.get().when().isEmpty()) {
      return undated(whole, line.live());
    }
    FoundDate date = found.get();
    if (date.when().isEmpty()) {
      return undated(whole, true);
    }
    lastDate = date.when().get();
    String text = line.text();
    String rest = text.substring(0, date.start()).concat(text.substring(date.end()));
    return plausible(whole.with(rest), lastDate, line.live());
  }

  private Optional<Dated> undated(Text line, boolean live) {
    boolean fresh = lastDate.isAfter(now.minus(FAR)) && !lastDate.isAfter(now);
    if (fresh) {
      return Optional.of(new Dated(line, lastDate));
    }
    return live ? Optional.of(new Dated(line, now)) : Optional.empty();
  }

  private Optional<Dated> plausible(Text text, Instant when, boolean live) {
    if (live) {
      Duration late = Duration.between(when, now);
      if (late.abs().compareTo(FAR) > 0) {
        warn(when, late);
        return Optional.of(new Dated(text, now));
      }
    } else if (when.isBefore(earliest())) {
      return Optional.empty();
    }
    return Optional.of(new Dated(text, when.isAfter(now) ? now : when));
  }

  private Instant earliest() {
    long sinceEpoch = now.getEpochSecond();
    return findTime.getSeconds() > sinceEpoch ? Instant.MIN : now.minus(findTime);
  }

  private void warn(Instant when, Duration late) {
    if (!warned.equals(Instant.MIN) && warned.plus(AGAIN).isAfter(now)) {
      return;
    }
    warned = now;
    boolean latency = !late.isNegative() && late.compareTo(LATENCY) < 0;
    LOG.warn(
        "jail {}: a line is dated {}, {} s from now, and is taken as of now; {}",
        jail,
        when,
        -late.getSeconds(),
        latency
            ? "the log is written late"
            : "if the log is written in another time zone set logtimezone");
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
