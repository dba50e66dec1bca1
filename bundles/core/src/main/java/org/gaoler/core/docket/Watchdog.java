package org.gaoler.core.docket;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.Fault;

/** Interrupts the calling thread's plugin call when it takes too long. */
public final class Watchdog {

  private final ScheduledExecutorService timer;
  private final Duration limit;

  /**
   * Makes a watchdog.
   *
   * @param timer on which the interruptions are scheduled; should remove cancelled tasks
   * @param limit the longest that a call may take
   */
  public Watchdog(ScheduledExecutorService timer, Duration limit) {
    this.timer = timer;
    this.limit = limit;
  }

  Duration limit() {
    return limit;
  }

  /** A call that may have to be interrupted. */
  public interface Call {
    /**
     * Makes the call.
     *
     * @throws Fault if it failed
     * @throws InterruptedException if it was interrupted
     */
    void run() throws Fault, InterruptedException;
  }

  void guard(Call call) throws Fault, InterruptedException {
    Thread caller = Thread.currentThread();
    ScheduledFuture<?> bite =
        timer.schedule(caller::interrupt, limit.toMillis(), TimeUnit.MILLISECONDS);
    try {
      call.run();
    } finally {
      if (!bite.cancel(false)) {
        Thread.interrupted();
      }
    }
  }
}
