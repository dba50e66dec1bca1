package org.gaoler.core.docket;

import java.time.Duration;

/**
 * Says when to try again: at once after what worked, since most faults are somebody else's passing
 * change; then after 1 s doubling to 5 min.
 */
final class Retry {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LAST = Duration.ofMinutes(5);

  private volatile long since = System.nanoTime();
  private volatile Duration pause = Duration.ZERO;
  private Duration next = FIRST;

  void worked() {
    pause = Duration.ZERO;
    next = Duration.ZERO;
  }

  void failed() {
    since = System.nanoTime();
    pause = next;
    Duration doubled = next.multipliedBy(2);
    next = next.isZero() ? FIRST : doubled.compareTo(LAST) > 0 ? LAST : doubled;
  }

  /** How long to wait still, in nanoseconds; 0 if it is time. */
  long nanos() {
    return Math.max(0, pause.toNanos() - (System.nanoTime() - since));
  }
}
