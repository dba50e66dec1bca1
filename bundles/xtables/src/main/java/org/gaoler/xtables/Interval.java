package org.gaoler.xtables;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says when to check again, so that checks never take more than a fiftieth of the time. */
public final class Interval {

  private static final long SHORTEST = TimeUnit.SECONDS.toNanos(1);
  private static final int SHARE = 50;

  private final LongSupplier nanoTime;
  private long begun;
  private long next;

  /**
   * Begins with a whole interval.
   *
   * @param nanoTime a steady clock in nanoseconds
   */
  public Interval(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    begin();
    end();
  }

  public boolean over() {
    return nanoTime.getAsLong() - next >= 0;
  }

  public void begin() {
    begun = nanoTime.getAsLong();
  }

  public void end() {
    long now = nanoTime.getAsLong();
    next = now + Math.max(SHORTEST, (now - begun) * SHARE);
  }
}
