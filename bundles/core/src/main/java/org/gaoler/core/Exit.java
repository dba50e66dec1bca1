package org.gaoler.core;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Ends the process, in good order if that works in time. */
final class Exit implements Runnable {

  /** Whoever supervises the process starts it anew. */
  static final int ANEW = 70;

  /** What an operator wanted. */
  static final int WANTED = 0;

  /** For the answer of whoever was asked to end the process. */
  private static final Duration COURTESY = Duration.ofMillis(200);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final int status;

  /**
   * Prepares to end the process.
   *
   * @param status with which
   */
  Exit(int status) {
    this.status = status;
  }

  /** Does not wait for the end. */
  @Override
  public void run() {
    Thread last = new Thread(this::halt, "gaoler-halt");
    last.setDaemon(true);
    last.start();
    new Thread(this::exit, "gaoler-exit").start();
  }

  private void exit() {
    pause(COURTESY);
    System.exit(status);
  }

  /** What hangs may hang the orderly end, too. */
  private void halt() {
    pause(PATIENCE);
    Runtime.getRuntime().halt(status);
  }

  private static void pause(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
