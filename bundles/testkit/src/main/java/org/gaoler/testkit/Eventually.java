package org.gaoler.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what another thread or process is about to bring about. */
public final class Eventually {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(1);

  private Eventually() {}

  /** Something that may hold or not; may look at the outside world. */
  @FunctionalInterface
  public interface Condition {
    /**
     * Looks.
     *
     * @return whether it holds now
     * @throws Exception to end the wait as failed
     */
    boolean holds() throws Exception;
  }

  /**
   * Waits until a condition holds.
   *
   * @param what the condition in words, for the failure's message
   * @param deadline how long to wait at most
   * @param condition looked at every millisecond
   */
  public static void await(String what, Duration deadline, Condition condition) {
    await(() -> what, deadline, condition);
  }

  /**
   * Waits until a condition holds.
   *
   * @param what tells the condition and the present state, for the failure's message
   * @param deadline how long to wait at most
   * @param condition looked at every millisecond
   */
  public static void await(Supplier<String> what, Duration deadline, Condition condition) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!now(what, condition)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "not within "
                + TimeUnit.NANOSECONDS.toMillis(deadline.toNanos())
                + " ms: "
                + what.get());
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  private static boolean now(Supplier<String> what, Condition condition) {
    try {
      return condition.holds();
    } catch (Exception broken) {
      throw new AssertionError("failed while waiting for: " + what.get(), broken);
    }
  }
}
