package org.gaoler.core.docket;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.Fault;

/** Interrupts the calling thread's plugin call when it takes too long. */
public final class Watchdog {

  /** The longest that a call to an enforcer may take. */
  public static final Duration LIMIT = Duration.ofSeconds(30);

  private final ScheduledExecutorService timer;

  /**
   * Makes a watchdog.
   *
   * @param timer on which the interruptions are scheduled; should remove cancelled tasks
   */
  public Watchdog(ScheduledExecutorService timer) {
    this.timer = timer;
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
        timer.schedule(caller::interrupt, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    try {
      call.run();
    } finally {
      if (!bite.cancel(false)) {
        Thread.interrupted();
      }
    }
  }
}
