package org.gaoler.core.docket;

import java.util.concurrent.TimeUnit;

/**
 * Chooses how many bans are lifted in one call, so that a new ban never waits long behind them: 25
 * ms, or as long again as a call takes whatever its size. Learns from the calls before.
 */
final class Slices {

  private static final int LEAST = 64;
  private static final double AIM = TimeUnit.MILLISECONDS.toNanos(25);

  private int size = LEAST;
  private int lastSize;
  private double lastNanos;
  private double share;

  int size() {
    return size;
  }

  /** Everything is lifted; the next time nothing is taken for known. */
  void drained() {
    size = LEAST;
    lastSize = 0;
    share = 0;
  }

  /** A call has been made. */
  void took(int count, long nanos) {
    if (lastSize == 0) {
      size = 2 * LEAST;
    } else {
      if (count != lastSize) {
        share = (nanos - lastNanos) / (count - lastSize);
      }
      double even = (double) nanos / count;
      double each = Math.min(even, Math.max(even / LEAST, share));
      double fixed = nanos - each * count;
      double best = Math.max(AIM - fixed, fixed) / each;
      size = (int) Math.max(LEAST, Math.min(2.0 * size, Math.max(size / 2.0, best)));
    }
    lastSize = count;
    lastNanos = nanos;
  }
}
