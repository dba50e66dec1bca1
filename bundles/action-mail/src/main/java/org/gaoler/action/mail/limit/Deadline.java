package org.gaoler.action.mail.limit;

import java.time.Duration;

/**
 * A moment until which something must have ended, whatever the wall clock does.
 *
 * @param nanos the moment, by {@link System#nanoTime}
 */
public record Deadline(long nanos) {

  /**
   * A moment from now.
   *
   * @param length how long until then
   * @return the moment
   */
  public static Deadline in(Duration length) {
    return new Deadline(System.nanoTime() + length.toNanos());
  }

  /**
   * What is left.
   *
   * @return the time until then; at least one millisecond
   */
  public Duration left() {
    long left = nanos - System.nanoTime();
    return left < 1_000_000 ? Duration.ofMillis(1) : Duration.ofNanos(left);
  }
}
