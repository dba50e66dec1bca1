package org.gaoler.core.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gaoler.core.notice.Alarm;

/** Time that passes when the test says so. */
public final class FlyingTime implements Alarm {

  /** Such clocks may begin anywhere. */
  private long now = Long.MIN_VALUE + 5;

  private final List<Task> tasks = new ArrayList<>();

  private record Task(long nanos, Runnable action) {}

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized void after(long nanos, Runnable task) {
    tasks.add(new Task(now + nanos, task));
  }

  /** Lets some time pass at once. */
  public void pass(Duration span) {
    List<Task> due;
    synchronized (this) {
      now += span.toNanos();
      due = tasks.stream().filter(task -> task.nanos() - now <= 0).toList();
      tasks.removeAll(due);
    }
    due.forEach(task -> task.action().run());
  }

  /** How many wait to be woken. */
  public synchronized int sleeping() {
    return tasks.size();
  }
}
