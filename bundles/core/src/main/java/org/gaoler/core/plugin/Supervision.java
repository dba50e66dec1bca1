package org.gaoler.core.plugin;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.gaoler.api.Fault;

/**
 * Calls parts of bundles on a thread for each call: one that takes too long is interrupted and
 * given up, and its bundle is put in quarantine, so that the calling thread goes on in any case.
 */
public final class Supervision {

  /** So long an interrupted call may go on before its caller goes on without it. */
  private static final Duration GRACE = Duration.ofMillis(500);

  /** So long a bundle may take to make what a jail needs, to answer, to begin or end reading. */
  private static final Duration USUAL = Duration.ofSeconds(5);

  private final Quarantine quarantine;
  private final Duration limit;

  /**
   * A call of a part.
   *
   * @param <T> its result
   */
  @FunctionalInterface
  public interface Call<T> {

    /**
     * Makes the call.
     *
     * @return what it is for
     * @throws Fault if it failed
     */
    T run() throws Fault;
  }

  /**
   * Supervises calls that may take 5 s each.
   *
   * @param quarantine takes those that hang
   */
  public Supervision(Quarantine quarantine) {
    this(quarantine, USUAL);
  }

  /**
   * Supervises.
   *
   * @param quarantine takes those that hang
   * @param limit the longest that a call may take
   */
  public Supervision(Quarantine quarantine, Duration limit) {
    this.quarantine = quarantine;
    this.limit = limit;
  }

  /**
   * Makes a call and waits for it.
   *
   * @param part what is called
   * @param what the call, as the subject of a message
   * @param call what to do
   * @param <T> its result
   * @return what the call gave
   * @throws Fault if it failed, broke or took too long
   */
  public <T> T call(Object part, String what, Call<T> call) throws Fault {
    return call(part, what, call, late -> {});
  }

  /**
   * Asks a part something and waits for the answer.
   *
   * @param part what is asked
   * @param what the question, as the subject of a message
   * @param call asks
   * @param otherwise the answer if it broke or took too long
   * @param <T> the answer
   * @return what the call gave
   */
  public <T> T ask(Object part, String what, Call<T> call, Function<Fault, T> otherwise) {
    try {
      return call(part, what, call);
    } catch (Fault broken) {
      return otherwise.apply(broken);
    }
  }

  /**
   * Makes a call and waits for it.
   *
   * @param part what is called
   * @param what the call, as the subject of a message
   * @param call what to do
   * @param late takes what the call gave when nobody waited any more
   * @param <T> its result
   * @return what the call gave
   * @throws Fault if it failed, broke or took too long
   */
  public <T> T call(Object part, String what, Call<T> call, Consumer<T> late) throws Fault {
    CompletableFuture<T> answer = new CompletableFuture<>();
    CompletableFuture<Niceness> niceness = new CompletableFuture<>();
    Runnable task =
        () -> {
          niceness.complete(Niceness.ofThisThread());
          answer(call, answer, late);
        };
    Thread thread = new Thread(task, "gaoler-call");
    thread.setContextClassLoader(part.getClass().getClassLoader());
    thread.setDaemon(true);
    thread.start();
    try {
      return await(answer, thread, what);
    } catch (TimeoutException hangs) {
      niceness.thenAccept(Niceness::putBehind);
      String reason = what + " took longer than " + limit.toMillis() + " ms";
      quarantine.put(part, reason);
      throw new Fault(reason + ": its bundle is left alone until it changes", hangs);
    }
  }

  private <T> T await(CompletableFuture<T> answer, Thread thread, String what)
      throws Fault, TimeoutException {
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Fault fault
          ? fault
          : new Fault(what + " broke: " + failed.getCause(), failed.getCause());
    } catch (TimeoutException hangs) {
      thread.interrupt();
      answer.completeExceptionally(hangs);
      join(thread);
      throw hangs;
    } catch (InterruptedException stopping) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new Fault(what + " was called when all was stopped", stopping);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(GRACE.toMillis());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> void answer(Call<T> call, CompletableFuture<T> answer, Consumer<T> late) {
    try {
      T result = call.run();
      if (!answer.complete(result)) {
        late.accept(result);
      }
    } catch (Fault | RuntimeException | LinkageError | StackOverflowError broken) {
      answer.completeExceptionally(broken);
    }
  }
}
