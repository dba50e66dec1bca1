package org.gaoler.backend.inotify;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * When to look at the files of which no change is told. Without such files there is no next time,
 * and nobody is woken.
 *
 * <p>Used by the reading thread alone.
 */
final class Rounds {

  private final long interval;
  private final Set<WatchedFiles> silent = new LinkedHashSet<>();
  private long next;

  Rounds(Duration interval) {
    this.interval = interval.toNanos();
  }

  /** Takes part from now on, or no longer. */
  void put(WatchedFiles files, boolean takesPart) {
    if (!takesPart) {
      silent.remove(files);
    } else if (silent.add(files) && silent.size() == 1) {
      next = System.nanoTime() + interval;
    }
  }

  /** Takes part no longer. */
  void without(WatchedFiles files) {
    silent.remove(files);
  }

  /** How long to wait until the next round at most; -1 without limit. */
  int millis() {
    if (silent.isEmpty()) {
      return -1;
    }
    long rest = TimeUnit.NANOSECONDS.toMillis(next - System.nanoTime()) + 1;
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, rest));
  }

  /** Those to look at now. */
  List<WatchedFiles> due() {
    if (silent.isEmpty() || System.nanoTime() - next < 0) {
      return List.of();
    }
    next = System.nanoTime() + interval;
    return List.copyOf(silent);
  }
}
