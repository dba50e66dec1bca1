package org.gaoler.core;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends the process, in good order if that works in time, with a status at which whoever supervises
 * it starts it anew.
 */
final class Exit implements Runnable {

  private static final int STATUS = 70;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Does not wait for the end. */
  @Override
  public void run() {
    Thread last = new Thread(Exit::halt, "gaoler-halt");
    last.setDaemon(true);
    last.start();
    new Thread(() -> System.exit(STATUS), "gaoler-exit").start();
  }

  /** What hangs may hang the orderly end, too. */
  private static void halt() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    Runtime.getRuntime().halt(STATUS);
  }
}
