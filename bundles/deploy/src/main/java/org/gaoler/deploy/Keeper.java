package org.gaoler.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Does errands one after the other on a thread that lives only as long as there are some; of those
 * that wait only the last one counts. An errand that takes too long is interrupted, and one that
 * ignores that is given up together with its thread.
 *
 * @param <E> what is to be done
 */
final class Keeper<E> {

  private final String name;
  private final ScheduledExecutorService timer;
  private final Duration limit;
  private final Duration grace;
  private final Work<E> work;
  private final Consumer<E> passedOver;
  private final List<Thread> lost = new ArrayList<>();
  private Optional<E> next = Optional.empty();
  private Optional<Thread> thread = Optional.empty();

  /**
   * Does errands.
   *
   * @param <E> what is to be done
   */
  interface Work<E> {

    /** Does one; an interrupt means that it takes too long. */
    void carryOut(E errand);

    /** One was given up: its thread may go on for ever, and nothing that it has may be touched. */
    void givenUp(E errand);
  }

  Keeper(
      String name,
      ScheduledExecutorService timer,
      Duration limit,
      Duration grace,
      Work<E> work,
      Consumer<E> passedOver) {
    this.name = name;
    this.timer = timer;
    this.limit = limit;
    this.grace = grace;
    this.work = work;
    this.passedOver = passedOver;
  }

  /** Has something done; does not wait for it. */
  synchronized void order(E errand) {
    next.ifPresent(passedOver);
    next = Optional.of(errand);
    if (thread.isEmpty()) {
      begin();
    }
  }

  private void begin() {
    Thread fresh = new Thread(this::run, name);
    fresh.setDaemon(true);
    thread = Optional.of(fresh);
    fresh.start();
  }

  /** Whether the calling thread was given up. */
  synchronized boolean lost() {
    return lost.contains(Thread.currentThread());
  }

  /** Whether something is being done or waits. */
  synchronized boolean busy() {
    return thread.isPresent();
  }

  private void run() {
    Thread me = Thread.currentThread();
    for (Optional<E> errand = take(me); errand.isPresent(); errand = take(me)) {
      E now = errand.get();
      ScheduledFuture<?> guard = in(limit, () -> interrupt(me, now));
      try {
        work.carryOut(now);
      } finally {
        guard.cancel(false);
      }
    }
  }

  private synchronized Optional<E> take(Thread me) {
    if (lost.remove(me)) {
      return Optional.empty();
    }
    Thread.interrupted();
    Optional<E> errand = next;
    next = Optional.empty();
    if (errand.isEmpty()) {
      thread = Optional.empty();
    }
    return errand;
  }

  private ScheduledFuture<?> in(Duration time, Runnable what) {
    return timer.schedule(what, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void interrupt(Thread late, E errand) {
    if (thread.filter(late::equals).isPresent()) {
      late.interrupt();
      in(grace, () -> giveUp(late, errand));
    }
  }

  private synchronized void giveUp(Thread late, E errand) {
    if (thread.filter(late::equals).isEmpty()) {
      return;
    }
    lost.add(late);
    thread = Optional.empty();
    work.givenUp(errand);
    if (next.isPresent()) {
      begin();
    }
  }
}
