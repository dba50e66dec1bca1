package org.gaoler.filter;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator that lines of one source are dated far from the present or not at all, and
 * what to do about it: each once a day. Never quotes a line.
 */
final class OddDates {

  private static final Logger LOG = LoggerFactory.getLogger(OddDates.class);

  private static final Duration AGAIN = Duration.ofDays(1);
  private static final Duration LATENCY = Duration.ofMinutes(55);
  private static final long ZONE_STEP = Duration.ofMinutes(15).getSeconds();
  private static final long INEXACT = 60;
  private static final long WESTMOST = -12 * 3600;
  private static final long EASTMOST = 14 * 3600;

  private final String jail;
  private final Duration findTime;
  private final ZoneId zone;
  private Instant toldFar = Instant.MIN;
  private Instant toldOld = Instant.MIN;
  private Instant toldUndated = Instant.MIN;
  private long passedOver;
  private boolean catchingUp = true;

  OddDates(String jail, Duration findTime, ZoneId zone) {
    this.jail = jail;
    this.findTime = findTime;
    this.zone = zone;
  }

  /**
   * A line of a log that is read as it is written is dated far from the present.
   *
   * @param zoned whether the line says its own time zone
   * @return whether it was told, which is not done again for a day
   */
  boolean far(Instant when, Instant now, boolean zoned) {
    boolean due = due(toldFar, now);
    if (due) {
      toldFar = now;
      LOG.warn(
          "jail {}: a line just written is dated {}, {} the present, and counts as of now; {}",
          jail,
          when,
          difference(when, now),
          remedy(when, now, zoned));
    }
    return due;
  }

  /** A line is older than findtime and passed over while the log is caught up with. */
  void old(Instant when, Instant now, boolean zoned) {
    passedOver++;
    if (due(toldOld, now)) {
      toldOld = now;
      LOG.info(
          "jail {}: lines older than its findtime of {} s are passed over while its log is caught"
              + " up with, such as one dated {}, {} the present; {}",
          jail,
          findTime.getSeconds(),
          when,
          difference(when, now),
          "if it was written later than that, " + remedy(when, now, zoned));
    }
  }

  /** A line has no date and is passed over while the log is caught up with. */
  void undated(Instant now) {
    passedOver++;
    if (due(toldUndated, now)) {
      toldUndated = now;
      LOG.warn(
          "jail {}: a line without a date that can be read is passed over while its log is caught"
              + " up with, since nobody knows how old it is; set datepattern if the log has dates",
          jail);
    }
  }

  /** A line was just written, so that the log is caught up with. */
  void live() {
    if (catchingUp && passedOver > 0) {
      LOG.info(
          "jail {}: {} lines were passed over while its log was caught up with; all were older"
              + " than findtime or without a date",
          jail,
          passedOver);
    }
    catchingUp = false;
  }

  /** How many lines were passed over. */
  long passedOver() {
    return passedOver;
  }

  private static boolean due(Instant told, Instant now) {
    return told.equals(Instant.MIN) || !now.isBefore(told.plus(AGAIN));
  }

  private static String difference(Instant when, Instant now) {
    Duration late = Duration.between(when, now);
    return late.abs().getSeconds() + " s " + (late.isNegative() ? "ahead of" : "before");
  }

  /** What to do about it. */
  String remedy(Instant when, Instant now, boolean zoned) {
    if (zoned) {
      return "the line says its own time zone: set the clock of this machine, or of the one that"
          + " writes the log";
    }
    Optional<ZoneOffset> other = otherZone(when, now);
    if (other.isPresent()) {
      String id = other.get().getTotalSeconds() == 0 ? "UTC" : "UTC" + other.get().getId();
      return "set logtimezone=\""
          + id
          + "\" for the filter if the log is written in another time zone, or restart the program"
          + " that writes the log (syslogd) if the time zone of this machine was changed";
    }
    Duration late = Duration.between(when, now);
    return !late.isNegative() && late.compareTo(LATENCY) < 0
        ? "the log is written late, or one of the clocks is wrong"
        : "set the clock of this machine, or of the one that writes the log; logtimezone if it is"
            + " written in another time zone";
  }

  /** The zone in which the line would be of now, if there is such a zone. */
  private Optional<ZoneOffset> otherZone(Instant when, Instant now) {
    long ahead = when.getEpochSecond() - now.getEpochSecond();
    long steps = Math.round((double) ahead / ZONE_STEP);
    long offset = zone.getRules().getOffset(when).getTotalSeconds() + steps * ZONE_STEP;
    boolean near = Math.abs(ahead - steps * ZONE_STEP) <= INEXACT;
    return near && steps != 0 && offset >= WESTMOST && offset <= EASTMOST
        ? Optional.of(ZoneOffset.ofTotalSeconds((int) offset))
        : Optional.empty();
  }
}
