package org.gaoler.core.docket;

import java.util.concurrent.CompletableFuture;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;

/**
 * Something to be asked of an enforcer on its own thread.
 *
 * @param ask the question
 * @param answer takes the answer
 * @param <T> the answer
 */
record Question<T>(Enforcement.Ask<T> ask, CompletableFuture<T> answer) {

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
}
