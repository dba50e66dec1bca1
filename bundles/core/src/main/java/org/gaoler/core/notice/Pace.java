package org.gaoler.core.notice;

import java.time.Duration;
import org.gaoler.core.docket.Retry;

/** Says when a notifier is told next: digests are gathered, and what failed has its pauses. */
final class Pace {

  private final Alarm alarm;
  private final long gather;
  private final Retry retry;
  private boolean toldBefore;
  private long told;

  /**
   * Begins with the first notice told at once, and again at once when that fails.
   *
   * @param gather between two tells
   */
  Pace(Alarm alarm, Duration gather) {
    this.alarm = alarm;
    this.gather = gather.toNanos();
    this.retry = new Retry(alarm::nanoTime);
    retry.worked();
  }

  /** All that had been gathered was told. */
  void told() {
    toldBefore = true;
    told = alarm.nanoTime();
  }

  void worked() {
    retry.worked();
  }

  void failed() {
    retry.failed();
  }

  /** How long to wait still, in nanoseconds; 0 if it is time. */
  long nanos() {
    long gathering = toldBefore ? told + gather - alarm.nanoTime() : 0;
    return Math.max(gathering, retry.nanos());
  }
}
