package org.gaoler.action.mail.limit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Does something on a thread of its own, so that neither name servers nor peers that never end can
 * keep the caller longer than a limit.
 *
 * @param name the thread's
 * @param abandon ends it from outside once the limit is over, such as by closing its sockets
 */
public record Errand(String name, Runnable abandon) {

  /**
   * Does it and waits.
   *
   * @param <T> what comes of it
   * @param work what to do; its context class loader is this bundle's, in which the mail library
   *     looks for its parts
   * @param limit how long to wait
   * @return what came of it
   * @throws TimeoutException if it did not end in time; it was interrupted and abandoned
   * @throws ExecutionException if it failed, with its reason as the cause
   * @throws InterruptedException if the caller was; it was interrupted and abandoned too
   */
  public <T> T run(Callable<T> work, Duration limit)
      throws TimeoutException, ExecutionException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(Errand.class.getClassLoader());
    thread.start();
    boolean ended = false;
    try {
      T result = task.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
      ended = true;
      return result;
    } catch (ExecutionException failed) {
      ended = true;
      throw failed;
    } finally {
      if (!ended) {
        task.cancel(true);
        abandon.run();
      }
    }
  }
}
