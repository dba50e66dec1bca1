package org.gaoler.core.docket;

import org.gaoler.api.Fault;
import org.gaoler.core.plugin.Niceness;

/** Holds one thread while it calls a plugin. */
public final class Leash {

  private final Watchdog watchdog;
  private final Thread thread;
  private final Runnable givenUp;
  private final Exertion exertion;
  private volatile boolean taut;
  private long since;
  private boolean bitten;
  private volatile boolean lost;

  /**
   * A call that may have to be interrupted.
   *
   * @param <T> its result
   */
  public interface Call<T> {
    /**
     * Makes the call.
     *
     * @return what it is for
     * @throws Fault if it failed
     * @throws InterruptedException if it was interrupted
     */
    T run() throws Fault, InterruptedException;
  }

  /** To be made by the thread itself. */
  Leash(Watchdog watchdog, Thread thread, Runnable givenUp) {
    this.watchdog = watchdog;
    this.thread = thread;
    this.givenUp = givenUp;
    this.exertion = new Exertion(thread.getName(), Niceness.ofThisThread());
  }

  Thread thread() {
    return thread;
  }

  /** Whether a call is being made. */
  boolean taut() {
    return taut;
  }

  /** A call of a part has ended. */
  void called(Object part) {
    watchdog.called(part);
  }

  /**
   * Whether the thread was given up.
   *
   * @return true for good once it is so
   */
  public boolean lost() {
    return lost;
  }

  /**
   * Makes a call that is interrupted when it takes too long, on the thread that is held.
   *
   * @param call what to do
   * @param <T> its result
   * @return what the call gave
   * @throws Fault if it failed
   * @throws InterruptedException if it took too long, or came back when it had been given up
   */
  public <T> T guard(Call<T> call) throws Fault, InterruptedException {
    heed();
    begin();
    T result;
    try {
      result = call.run();
    } finally {
      end();
    }
    heed();
    return result;
  }

  /** Who was given up must not touch anything any more. */
  private void heed() throws InterruptedException {
    if (lost) {
      throw new InterruptedException("came back when nobody waited any more");
    }
  }

  private synchronized void begin() {
    since = System.nanoTime();
    bitten = false;
    taut = true;
    exertion.begins();
    watchdog.wake();
  }

  private synchronized void end() {
    taut = false;
    exertion.ends();
    if (bitten) {
      // What came too late must not hit the next call.
      Thread.interrupted();
    }
  }

  /** Interrupts or gives up what takes too long; tells how long to wait for the next look. */
  synchronized long look(long now, long limit, long grace) {
    long left = since + limit - now;
    if (!taut || lost) {
      return Long.MAX_VALUE;
    } else if (left > 0) {
      return Math.min(left, exertion.look(now, now - since));
    } else if (!bitten) {
      bitten = true;
      thread.interrupt();
      return grace;
    } else if (left + grace > 0) {
      return left + grace;
    }
    lost = true;
    exertion.givenUp();
    givenUp.run();
    return Long.MAX_VALUE;
  }
}
