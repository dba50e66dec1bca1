package org.gaoler.core.jail;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes the threads that the whole gaol shares. */
final class Threads {

  private Threads() {}

  /** One thread with a timetable, which forgets what was called off. */
  static ScheduledThreadPoolExecutor timer(String name) {
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(1, task -> new Thread(task, name));
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return thread;
  }

  /** One thread that is there only while it has work. */
  static ThreadPoolExecutor single(String name) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), t -> new Thread(t, name));
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /** A thread for each task, as many as there are at a time; gone 5 s after the last one. */
  static ExecutorService shortLived(String name) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        5,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> new Thread(task, name));
  }
}
