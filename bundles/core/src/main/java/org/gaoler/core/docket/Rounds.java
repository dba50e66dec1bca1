package org.gaoler.core.docket;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Has all enforcers that can count their bans do so, all at the same moment; nothing ticks while
 * there are none. Safe for use by any thread.
 */
public final class Rounds {

  private static final Duration DAY = Duration.ofDays(1);

  private final ScheduledExecutorService timer;
  private final Duration pause;
  private final Runnable wake;
  private final Set<Visit> visits = ConcurrentHashMap.newKeySet();
  private boolean walking;
  private long sinceWhole;

  /** Somebody who is visited; must not block. */
  interface Visit {
    /**
     * The round has come.
     *
     * @param whole whether to compare everything rather than to count; once a day
     */
    void come(boolean whole);
  }

  /**
   * Prepares to make rounds.
   *
   * @param timer on which they are made
   * @param pause between two rounds
   * @param wake called before each round
   */
  public Rounds(ScheduledExecutorService timer, Duration pause, Runnable wake) {
    this.timer = timer;
    this.pause = pause;
    this.wake = wake;
  }

  synchronized void join(Visit visit) {
    visits.add(visit);
    if (!walking) {
      walking = true;
      next();
    }
  }

  void leave(Visit visit) {
    visits.remove(visit);
  }

  private void next() {
    if (!timer.isShutdown()) {
      timer.schedule(this::walk, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void walk() {
    wake.run();
    sinceWhole += pause.toMillis();
    boolean whole = sinceWhole >= DAY.toMillis();
    sinceWhole = whole ? 0 : sinceWhole;
    visits.forEach(visit -> visit.come(whole));
    synchronized (this) {
      walking = !visits.isEmpty();
      if (walking) {
        next();
      }
    }
  }
}
