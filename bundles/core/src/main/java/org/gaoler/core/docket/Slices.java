package org.gaoler.core.docket;

import java.util.concurrent.TimeUnit;

/**
 * Chooses how many bans are lifted in one call, so that a new ban never waits long behind them: 10
 * ms, or as long again as a call takes whatever its size. Learns from the calls before.
 */
final class Slices {

  private static final int LEAST = 64;
  private static final double AIM = TimeUnit.MILLISECONDS.toNanos(10);

  private int size = LEAST;
  private int lastSize;
  private double lastNanos;
  private double share;

  /** The fewest nanoseconds that each of many ever took, and how many went in one call. */
  private double cheapest = Double.MAX_VALUE;

  private int most = LEAST;

  int size() {
    return size;
  }

  /** Everything is lifted; by the next time a call may cost something else. */
  void drained() {
    lastSize = 0;
    share = 0;
    size = within(LEAST, AIM / cheapest, most);
  }

  private static int within(double least, double wanted, double most) {
    return (int) Math.max(LEAST, Math.max(least, Math.min(most, wanted)));
  }

  /** Bans have been put in force in one call: lifting one does not cost more. */
  void banned(int count, long nanos) {
    if (count >= LEAST) {
      seen(count, nanos);
      if (lastSize == 0) {
        drained();
      }
    }
  }

  private void seen(int count, long nanos) {
    cheapest = Math.min(cheapest, (double) nanos / count);
    most = Math.max(most, count);
  }

  /** Bans have been lifted in one call. */
  void lifted(int count, long nanos) {
    boolean known = lastSize != 0 || cheapest < Double.MAX_VALUE;
    if (lastSize != 0 && count != lastSize) {
      share = (nanos - lastNanos) / (count - lastSize);
    }
    size = known ? best(count, nanos) : 2 * LEAST;
    lastSize = count;
    lastNanos = nanos;
  }

  private int best(int count, long nanos) {
    double even = (double) nanos / count;
    double each = Math.min(even, cheapest);
    if (lastSize != 0) {
      each = Math.min(each, Math.max(even / LEAST, share));
    }
    double fixed = nanos - each * count;
    double best = Math.max(AIM - fixed, fixed) / each;
    double growth = fixed > AIM ? 16 : 2;
    return within(size / 2.0, best, Math.max(growth * size, most));
  }
}
