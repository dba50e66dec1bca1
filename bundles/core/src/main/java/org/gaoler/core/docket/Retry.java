package org.gaoler.core.docket;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says when to try again: at once after what had worked for a while, since most faults are somebody
 * else's passing change; then after 1 s doubling to 5 min.
 */
public final class Retry {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LAST = Duration.ofMinutes(5);
  private static final Duration FORGOTTEN = Duration.ofSeconds(10);

  private final LongSupplier nanoTime;
  private long since;
  private Duration pause = Duration.ZERO;
  private Duration next = FIRST;
  private boolean working;
  private boolean everFailed;

  Retry() {
    this(System::nanoTime);
  }

  /**
   * Starts with nothing known.
   *
   * @param nanoTime a clock that is never set, in nanoseconds
   */
  public Retry(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.since = nanoTime.getAsLong();
  }

  /** It works; what failed shortly before is not forgotten at once. */
  public void worked() {
    working = true;
    pause = Duration.ZERO;
  }

  /** It does not work. */
  public void failed() {
    long now = nanoTime.getAsLong();
    Duration calm = next.multipliedBy(2);
    calm = calm.compareTo(FORGOTTEN) < 0 ? FORGOTTEN : calm;
    boolean anew = working && (!everFailed || now - since > calm.toNanos());
    pause = anew ? Duration.ZERO : next;
    next = anew ? FIRST : doubled();
    since = now;
    everFailed = true;
    working = false;
  }

  /** It was refused, and there is no sense in trying again at once. */
  void refused() {
    pause = next;
    next = doubled();
    since = nanoTime.getAsLong();
  }

  private Duration doubled() {
    Duration doubled = next.multipliedBy(2);
    return doubled.compareTo(LAST) > 0 ? LAST : doubled;
  }

  /**
   * How long to wait still.
   *
   * @return nanoseconds; 0 if it is time
   */
  public long nanos() {
    return Math.max(0, pause.toNanos() - (nanoTime.getAsLong() - since));
  }
}
