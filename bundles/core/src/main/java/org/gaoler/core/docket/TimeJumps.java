package org.gaoler.core.docket;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Notices that the wall clock was set, or that the machine slept: kernels' timeouts do neither.
 * Compares it with a clock that never jumps, whenever it is asked. Safe for use by any thread.
 */
public final class TimeJumps {

  private final Clock clock;
  private final LongSupplier nanos;
  private Instant wall;
  private long steady;

  /**
   * Begins now.
   *
   * @param clock the wall clock
   * @param nanos a clock in nanoseconds that stands still while the machine sleeps
   */
  public TimeJumps(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    this.wall = clock.instant();
    this.steady = nanos.getAsLong();
  }

  /**
   * Whether the two have come apart since the last jump.
   *
   * @return true if by more than 2 s; each jump is told once
   */
  public synchronized boolean jumped() {
    Instant nowWall = clock.instant();
    long nowSteady = nanos.getAsLong();
    Duration apart = Duration.between(wall, nowWall).minusNanos(nowSteady - steady).abs();
    boolean jumped = apart.compareTo(Reconciliation.TOLERANCE) > 0;
    if (jumped) {
      wall = nowWall;
      steady = nowSteady;
    }
    return jumped;
  }
}
