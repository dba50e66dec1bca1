package org.gaoler.core.docket;

/** Knows when an enforcer is to be compared with the docket next. Not safe for several threads. */
final class Comparing {

  private final long breather;
  private boolean wanted = true;
  private long at = System.nanoTime();
  private boolean rung;
  private boolean everRung;
  private long quietUntil;

  /**
   * Wants a comparison at once.
   *
   * @param breather the nanoseconds between two that somebody else gives rise to
   */
  Comparing(long breather) {
    this.breather = breather;
  }

  /** Wants one in so many nanoseconds at the latest. */
  void within(long nanos) {
    long then = System.nanoTime() + nanos;
    if (!wanted || then - at < 0) {
      at = then;
    }
    wanted = true;
  }

  /** Wants one since somebody else has changed something. */
  void rung() {
    rung = true;
    within(everRung ? Math.max(0, quietUntil - System.nanoTime()) : 0);
  }

  boolean due() {
    return wanted && at - System.nanoTime() <= 0;
  }

  /** Begins the one that is due, if one is. */
  boolean begin() {
    boolean due = due();
    wanted = wanted && !due;
    return due;
  }

  /** The latest one has ended, one way or the other. */
  void done() {
    if (rung) {
      everRung = true;
      quietUntil = System.nanoTime() + breather;
    }
    rung = false;
  }

  /** How long until the next is due; {@link Long#MAX_VALUE} if none is wanted. */
  long nanos() {
    return wanted ? Math.max(0, at - System.nanoTime()) : Long.MAX_VALUE;
  }
}
