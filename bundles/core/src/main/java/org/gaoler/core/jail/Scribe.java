package org.gaoler.core.jail;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is worth doing but not worth waiting for, in order, on a thread of its own: writing the
 * log costs more than finding the failure that it tells of, so it lets a burst pass first.
 */
final class Scribe implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.jail");
  private static final int CAPACITY = 8192;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** So many things are done at leisure before others get the processor for a while. */
  private static final int SLICE = 200;

  private static final long BREAK_MILLIS = 20;
  private static final Runnable END = () -> {};
  private static final Runnable NOTHING = () -> {};

  private final BlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(CAPACITY);
  private final Queue<Runnable> leisure = new ConcurrentLinkedQueue<>();
  private int leisurely;
  private final Runnable pausing;
  private final Thread thread = new Thread(this::work, "gaoler-scribe");

  /**
   * Begins work.
   *
   * @param pausing done when there is nothing more to do for the moment
   */
  Scribe(Runnable pausing) {
    this.pausing = pausing;
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

  /** Does something when there is nothing else to do, after everything of that kind before. */
  void atLeisure(Runnable task) {
    leisure.add(task);
    if (tasks.isEmpty()) {
      soon(NOTHING);
    }
  }

  private void work() {
    try {
      boolean more = true;
      while (more) {
        Runnable first = tasks.take();
        if (first != END) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        more = work(first);
      }
    } catch (InterruptedException stopping) {
      tasks.clear();
    }
  }

  private boolean work(Runnable first) throws InterruptedException {
    boolean more = true;
    for (Runnable task = first; task != null && more; task = more ? next() : null) {
      more = task != END;
      perform(task);
    }
    perform(pausing);
    return more;
  }

  private Runnable next() throws InterruptedException {
    Runnable urgent = tasks.poll();
    if (urgent == null && !leisure.isEmpty() && leisurely++ % SLICE == 0) {
      urgent = tasks.poll(BREAK_MILLIS, TimeUnit.MILLISECONDS);
    }
    return urgent == null ? leisure.poll() : urgent;
  }

  private static void perform(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException broken) {
      LOG.error("somebody who was told of events broke: {}", broken.toString(), broken);
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
