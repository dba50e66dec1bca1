package org.gaoler.core.jail;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Does what is worth doing but not worth waiting for, in order, on a thread of its own: writing the
 * log costs more than finding the failure that it tells of.
 */
final class Scribe implements AutoCloseable {

  private static final int CAPACITY = 8192;
  private static final Runnable END = () -> {};

  private final BlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(CAPACITY);
  private final Thread thread = new Thread(this::work, "gaoler-scribe");

  Scribe() {
    thread.start();
  }

  /** Does something soon; waits only while there are thousands of tasks before it. */
  void soon(Runnable task) {
    try {
      tasks.put(task);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      for (Runnable task = tasks.take(); task != END; task = tasks.take()) {
        task.run();
      }
    } catch (InterruptedException stopping) {
      tasks.clear();
    }
  }

  /** Finishes what was asked for; waits 2 s at most. */
  @Override
  public void close() {
    soon(END);
    try {
      thread.join(TimeUnit.SECONDS.toMillis(2));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
