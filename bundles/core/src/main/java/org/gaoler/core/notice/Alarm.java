package org.gaoler.core.notice;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Wakes couriers when it is time; a test may let time fly. */
public interface Alarm {

  /**
   * A clock that is never set.
   *
   * @return nanoseconds since some moment
   */
  long nanoTime();

  /**
   * Does something later.
   *
   * @param nanos after so long, more than 0
   * @param task what; must not block
   */
  void after(long nanos, Runnable task);

  /**
   * An alarm in real time.
   *
   * @param timer on which it rings
   * @return the alarm; silent once the timer is shut down
   */
  static Alarm on(ScheduledExecutorService timer) {
    return new Alarm() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public void after(long nanos, Runnable task) {
        if (!timer.isShutdown()) {
          timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        }
      }
    };
  }
}
