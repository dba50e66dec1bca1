package org.gaoler.core.notice;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gaoler.api.Notifier;
import org.gaoler.core.docket.Enforcement.Health;
import org.gaoler.core.docket.Leash;
import org.gaoler.core.docket.Watchdog;

/**
 * Has one notifier tell what waits in one outbox, on a thread of its own that is there only while
 * there is something to tell; while a batch is being told further notices gather.
 *
 * <p>What fails is told again: at once, then after 1 s doubling to 5 min; what hangs is given up.
 */
public final class Courier {

  /** So long the thread waits for more to do. */
  private static final long IDLE_SECONDS = 10;

  /** So long the last words may take. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(3);

  private enum Course {
    /** As long as the jail wants it. */
    ON,
    /** Tells once more what waits, then ends. */
    LAST_WORDS,
    /** Ends; what waits stays. */
    OFF
  }

  private final Outbox outbox;
  private final Watchdog watchdog;
  private final Alarm alarm;
  private final Pace pace;
  private final Delivery delivery;
  private final ThreadPoolExecutor thread;
  private final AtomicBoolean called = new AtomicBoolean();
  private volatile Course course = Course.ON;
  private volatile Runnable ended = () -> {};
  private boolean closed;
  private boolean armed;
  private long alarmAt;

  /**
   * Hires a courier; it does nothing before {@link #start}.
   *
   * @param notifier made for this alone
   * @param outbox what it has to tell
   * @param watchdog looks after its calls
   * @param alarm wakes it
   * @param conditionChanged called on any thread whenever {@link #health} changed; must not block
   */
  Courier(
      Notifier notifier, Outbox outbox, Watchdog watchdog, Alarm alarm, Runnable conditionChanged) {
    this.outbox = outbox;
    this.watchdog = watchdog;
    this.alarm = alarm;
    this.pace = new Pace(alarm, notifier.gather());
    this.delivery =
        new Delivery(
            notifier,
            outbox,
            pace,
            watchdog.limit().toSeconds(),
            () -> course != Course.ON,
            conditionChanged);
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> new Thread(task, "gaoler-notify-" + outbox.jail() + "-" + outbox.name()),
            new ThreadPoolExecutor.DiscardPolicy());
    thread.allowCoreThreadTimeOut(true);
  }

  Outbox outbox() {
    return outbox;
  }

  /** Begins to tell what waits. */
  void start() {
    outbox.onReady(this::call);
  }

  /**
   * How it is doing.
   *
   * @return the latest condition
   */
  public Health health() {
    return delivery.health();
  }

  /**
   * Whether a call never came back, so that nothing is told here any more.
   *
   * @return true for good once it is so
   */
  public boolean quarantined() {
    return delivery.givenUp();
  }

  /**
   * How many notices wait to be told.
   *
   * @return 0 or more
   */
  public int waiting() {
    return outbox.waiting();
  }

  /**
   * How many were dropped since too many waited.
   *
   * @return since start
   */
  public long dropped() {
    return outbox.dropped();
  }

  /** Lets go of the notifier, after 3 s whatever it does; what waits stays in the outbox. */
  void leave() {
    end(Course.OFF, () -> {});
  }

  /**
   * Has what waits told once more and lets go of the notifier, after 3 s whatever it does.
   *
   * @param after called on any thread when that has happened
   */
  void finish(Runnable after) {
    end(Course.LAST_WORDS, after);
  }

  private void end(Course last, Runnable after) {
    outbox.onReady(() -> {});
    ended = after;
    course = last;
    if (quarantined()) {
      after.run();
    } else {
      call();
      alarm.after(PATIENCE, this::cut);
    }
  }

  private void cut() {
    if (!thread.isTerminated()) {
      thread.shutdownNow();
    }
  }

  /** Waits for the end that was asked for; interrupts when the time is over. */
  void await(long deadline) {
    try {
      long left = Math.max(0, deadline - System.nanoTime());
      if (!quarantined() && !thread.awaitTermination(left, TimeUnit.NANOSECONDS)) {
        cut();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has the thread look what is to be done. */
  private void call() {
    if (called.compareAndSet(false, true)) {
      thread.execute(this::work);
    }
  }

  private void work() {
    called.set(false);
    if (closed || quarantined()) {
      return;
    }
    Leash leash = watchdog.leash(this::givenUp);
    try {
      boolean over = over(leash);
      if (over || quarantined()) {
        closed = true;
        delivery.close(leash);
        thread.shutdown();
        ended.run();
      }
    } finally {
      watchdog.unleash(leash);
    }
  }

  /** Does what is to be done now; whether that was the last. */
  private boolean over(Leash leash) {
    try {
      Course now = course;
      while (told(now, leash) && !quarantined()) {
        now = course;
      }
      return now != Course.ON;
    } catch (InterruptedException cut) {
      course = Course.OFF;
      return true;
    }
  }

  /** Tells one batch if it is time; whether to look again. */
  private boolean told(Course now, Leash leash) throws InterruptedException {
    if (now == Course.OFF || !outbox.due()) {
      return false;
    }
    long pause = now == Course.LAST_WORDS ? 0 : pace.nanos();
    if (pause > 0) {
      sleep(pause);
      return false;
    }
    return delivery.tell(leash) || now == Course.ON;
  }

  /** Nothing is held while it sleeps, the thread included. */
  private void sleep(long nanos) {
    long left = alarmAt - alarm.nanoTime();
    if (!armed || left <= 0 || left > nanos) {
      armed = true;
      alarmAt = alarm.nanoTime() + nanos;
      alarm.after(nanos, this::call);
    }
  }

  private void givenUp() {
    delivery.giveUp();
    thread.shutdown();
    ended.run();
  }
}
