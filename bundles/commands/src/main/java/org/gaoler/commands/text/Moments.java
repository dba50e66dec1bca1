package org.gaoler.commands.text;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import org.gaoler.api.TimeSpan;

/**
 * Tells moments the way people do: local time, and how long it still takes.
 *
 * @param clock gives the present and the time zone
 */
public record Moments(Clock clock) {

  /** A moment in local time, such as {@code 2026-11-20 22:31:05}. */
  public String local(Instant moment) {
    LocalDateTime time = LocalDateTime.ofInstant(moment, clock.getZone());
    StringBuilder text = new StringBuilder(19);
    text.append(time.getYear());
    two(text.append('-'), time.getMonthValue());
    two(text.append('-'), time.getDayOfMonth());
    text.append(' ').append(clock(time));
    return text.toString();
  }

  /** The time of day of a moment in local time, such as {@code 22:31:05}. */
  public String timeOfDay(Instant moment) {
    return clock(LocalDateTime.ofInstant(moment, clock.getZone()));
  }

  /** An end in local time, or {@code never}. */
  public String end(Instant until) {
    return permanent(until) ? "never" : local(until);
  }

  /** How long until an end, such as {@code 9m41s}; {@code permanent} if there is none. */
  public String remaining(Instant until) {
    return permanent(until) ? "permanent" : new TimeSpan(seconds(until)).toString();
  }

  /** Whole seconds until an end, begun ones counted; 0 if it has passed. */
  public long seconds(Instant until) {
    Duration rest = Duration.between(clock.instant(), until);
    return rest.isNegative() ? 0 : rest.plusNanos(999_999_999).getSeconds();
  }

  /** How long ago a moment was, such as {@code 12s ago}. */
  public String ago(Instant moment) {
    long seconds = Math.max(0, Duration.between(moment, clock.instant()).getSeconds());
    return new TimeSpan(seconds) + " ago";
  }

  private static boolean permanent(Instant until) {
    return !until.isBefore(TimeSpan.FOREVER);
  }

  private static String clock(LocalDateTime time) {
    StringBuilder text = new StringBuilder(8);
    two(text, time.getHour());
    two(text.append(':'), time.getMinute());
    two(text.append(':'), time.getSecond());
    return text.toString();
  }

  private static void two(StringBuilder text, int number) {
    text.append(number < 10 ? "0" : "").append(number);
  }
}
