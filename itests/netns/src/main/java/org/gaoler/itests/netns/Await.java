package org.gaoler.itests.netns;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something outside this process to become true, with a deadline. */
public final class Await {

  private static final long LOOK_AGAIN_NANOS = 2_000_000;

  private Await() {}

  /**
   * Waits until a condition holds, asking about every 2 ms.
   *
   * @param what named in the failure
   * @param limit how long at most
   * @param condition asked on this thread
   * @return how long it took, in milliseconds
   * @throws RigException if it did not come true in time
   */
  public static double until(String what, Duration limit, BooleanSupplier condition) {
    return until(what, limit, condition, () -> "");
  }

  /**
   * Waits until a condition holds, and says what was seen instead if it never does.
   *
   * @param what named in the failure
   * @param limit how long at most
   * @param condition asked on this thread
   * @param seen asked once, for the failure
   * @return how long it took, in milliseconds
   * @throws RigException if it did not come true in time
   */
  public static double until(
      String what, Duration limit, BooleanSupplier condition, Supplier<String> seen) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        throw new RigException(
            "waited " + limit.toMillis() + " ms in vain: " + what + " " + seen.get());
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return (System.nanoTime() - start) / 1e6;
  }
}
