package org.gaoler.core.docket;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaoler.core.plugin.Offspring;
import org.gaoler.core.plugin.Quarantine;

/**
 * Looks after calls of plugins: one that takes too long is interrupted, one that ignores that is
 * given up. Looks only while there are calls, and costs a call no more than reading the clock.
 */
public final class Watchdog {

  /** Threads are counted after so many calls. */
  private static final int BETWEEN_COUNTS = 16;

  private final ScheduledExecutorService timer;
  private final Duration limit;
  private final Duration grace;
  private final Strays strays;
  private final Quarantine quarantine;
  private final AtomicInteger calls = new AtomicInteger();
  private final Set<Leash> leashes = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean awake = new AtomicBoolean();

  /**
   * Makes a watchdog.
   *
   * @param timer on which it looks
   * @param limit the longest that a call may take
   * @param grace how long it may take after that to heed the interrupt
   * @param strays takes the threads that are given up
   */
  public Watchdog(ScheduledExecutorService timer, Duration limit, Duration grace, Strays strays) {
    this(timer, limit, grace, strays, (part, reason) -> {});
  }

  /**
   * Makes a watchdog.
   *
   * @param timer on which it looks
   * @param limit the longest that a call may take
   * @param grace how long it may take after that to heed the interrupt
   * @param strays takes the threads that are given up
   * @param quarantine takes those who leave threads behind
   */
  public Watchdog(
      ScheduledExecutorService timer,
      Duration limit,
      Duration grace,
      Strays strays,
      Quarantine quarantine) {
    this.quarantine = quarantine;
    this.timer = timer;
    this.limit = limit;
    this.grace = grace;
    this.strays = strays;
  }

  /**
   * The longest that a call may take.
   *
   * @return more than zero
   */
  public Duration limit() {
    return limit;
  }

  /**
   * Looks after the calling thread from now on.
   *
   * @param givenUp called when a call of it ignores the interrupt; must not block
   * @return through which it makes its calls
   */
  public Leash leash(Runnable givenUp) {
    Leash leash = new Leash(this, Thread.currentThread(), givenUp);
    leashes.add(leash);
    return leash;
  }

  /**
   * Looks after a thread no longer.
   *
   * @param leash what held it
   */
  public void unleash(Leash leash) {
    leashes.remove(leash);
  }

  /** Now and then, after a call, counts the threads that the part's bundle has left running. */
  void called(Object part) {
    if (calls.incrementAndGet() % BETWEEN_COUNTS == 0) {
      Offspring.excess(part).ifPresent(reason -> quarantine.put(part, reason));
    }
  }

  void wake() {
    if (!awake.get() && awake.compareAndSet(false, true)) {
      lookIn(Math.min(limit.toNanos(), Exertion.LONG));
    }
  }

  private void lookIn(long nanos) {
    if (!timer.isShutdown()) {
      timer.schedule(this::look, Math.max(nanos, 1), TimeUnit.NANOSECONDS);
    }
  }

  private void look() {
    long now = System.nanoTime();
    long next = Long.MAX_VALUE;
    for (Leash leash : leashes) {
      next = Math.min(next, leash.look(now, limit.toNanos(), grace.toNanos()));
    }
    leashes.stream().filter(Leash::lost).map(Leash::thread).forEach(strays::add);
    leashes.removeIf(Leash::lost);
    if (next < Long.MAX_VALUE) {
      lookIn(next);
    } else {
      awake.set(false);
      if (leashes.stream().anyMatch(Leash::taut)) {
        wake();
      }
    }
  }
}
