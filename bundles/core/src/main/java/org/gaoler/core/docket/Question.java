package org.gaoler.core.docket;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;

/**
 * Something to be asked of an enforcer on its own thread.
 *
 * @param ask the question
 * @param answer takes the answer
 * @param since when it was asked, on the clock of {@link System#nanoTime}
 * @param <T> the answer
 */
record Question<T>(Enforcement.Ask<T> ask, CompletableFuture<T> answer, long since) {

  private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

  /** Whether it may wait for more changes to be applied before it. */
  boolean fresh() {
    return System.nanoTime() - since < FRESH;
  }

  void put(Enforcer enforcer) throws InterruptedException {
    try {
      answer.complete(ask.of(enforcer));
    } catch (Fault | RuntimeException failed) {
      answer.completeExceptionally(failed);
    } catch (InterruptedException overrun) {
      answer.completeExceptionally(overrun);
      throw overrun;
    }
  }

  void refuse(String why) {
    answer.completeExceptionally(new Fault(why));
  }
}
