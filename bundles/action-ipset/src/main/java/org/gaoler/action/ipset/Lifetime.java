package org.gaoler.action.ipset;

import java.time.Duration;
import java.time.Instant;
import org.gaoler.api.TimeSpan;

/** Turns the end of a ban into the kernel's whole seconds, and back. */
final class Lifetime {

  /** The kernel tells whole seconds, rounded down. */
  private static final Duration ROUNDED = Duration.ofMillis(500);

  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private Lifetime() {}

  /**
   * Seconds from now on, rounded up; 0 for ever. What is over already lasts the shortest time there
   * is, what lasts longer than the kernel can count is cut there and renewed later.
   */
  static long seconds(Instant now, Instant until) {
    if (!until.isBefore(TimeSpan.FOREVER)) {
      return 0;
    }
    long millis = until.toEpochMilli() - now.toEpochMilli();
    return Math.min(IpSet.LONGEST, Math.max(1, (millis + 999) / 1000));
  }

  /**
   * The end that seconds stand for. While more than half of the longest time is left, a ban may
   * have been cut and its end cannot be told; below that a cut ban shows a wrong end, and core
   * renews it.
   */
  static Instant end(Instant now, long seconds) {
    return seconds == 0 || seconds > IpSet.LONGEST / 2
        ? TimeSpan.FOREVER
        : now.plusSeconds(seconds).plus(ROUNDED);
  }

  /** Whether a ban with so many seconds left may have been cut and be about to be renewed. */
  static boolean renewable(long seconds) {
    return seconds > IpSet.LONGEST / 4 && seconds <= IpSet.LONGEST / 2;
  }

  /** Whether an element with this end as told by {@link #end} is what a ban needs. */
  static boolean serves(Instant now, Instant found, Instant wanted) {
    if (found.isBefore(TimeSpan.FOREVER)) {
      return Duration.between(found, wanted).abs().compareTo(TOLERANCE) <= 0;
    }
    return !wanted.isBefore(now.plusSeconds(IpSet.LONGEST / 2));
  }
}
