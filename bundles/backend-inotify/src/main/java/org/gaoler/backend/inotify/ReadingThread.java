package org.gaoler.backend.inotify;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.gaoler.api.Fault;
import org.gaoler.tail.FileFollow;
import org.gaoler.tail.Inotify;
import org.gaoler.tail.LogTail;
import org.gaoler.tail.ReadBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that waits for the kernel, reads the files and runs the sinks. */
final class ReadingThread implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ReadingThread.class);

  /** Expressions may recurse deeply on this thread; only what is used takes memory. */
  private static final long STACK = 16 << 20;

  /** How often to look where changes are not told. */
  static final Duration USUAL_INTERVAL = Duration.ofSeconds(1);

  private static final long STOP_MILLIS = 5_000;

  private final Inotify inotify;
  private final Thread thread;
  private final ReadBuffer buffer = new ReadBuffer();

  /** What other threads want done; the bell of inotify rings for it. */
  private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();

  private final Set<WatchedFiles> all = new LinkedHashSet<>();
  private final Map<Integer, List<WatchedFiles>> byWatch = new HashMap<>();

  /** Who has to look without being told. */
  private final Rounds rounds;

  /** Who has to look again at what is there. */
  private final Set<WatchedFiles> toLook = new LinkedHashSet<>();

  /** Files with something to read, in the order of their turns. */
  private final Map<LogTail, WatchedFiles> ready = new LinkedHashMap<>();

  /** Guarded by this: nobody rings a bell that is being closed. */
  private boolean running = true;

  private ReadingThread(Inotify inotify, Duration interval) {
    this.inotify = inotify;
    this.rounds = new Rounds(interval);
    this.thread = new Thread(null, this, "gaoler-inotify", STACK);
    this.thread.setDaemon(true);
  }

  static ReadingThread start(Duration interval) throws Fault {
    ReadingThread reading = new ReadingThread(Inotify.open(), interval);
    reading.thread.start();
    return reading;
  }

  ReadBuffer buffer() {
    return buffer;
  }

  synchronized boolean isRunning() {
    return running;
  }

  /** Begins to follow; called by any thread. */
  WatchedFiles begin(FileFollow files) {
    WatchedFiles watched = new WatchedFiles(files, inotify);
    request(
        () -> {
          all.add(watched);
          toLook.add(watched);
        });
    return watched;
  }

  /** Ends the watches of a follow that is closed; called by any thread. */
  void end(WatchedFiles watched) {
    request(
        () -> {
          all.remove(watched);
          toLook.remove(watched);
          rounds.without(watched);
          ready.values().removeIf(watched::equals);
          watched.watches().forEach(watch -> unsubscribe(watch, watched));
        });
  }

  private synchronized void request(Runnable request) {
    if (running) {
      requests.add(request);
      inotify.wake();
    }
  }

  void stop() {
    synchronized (this) {
      if (running) {
        running = false;
        inotify.wake();
      }
    }
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      while (isRunning()) {
        boolean idle = ready.isEmpty() && requests.isEmpty();
        inotify.await(idle ? rounds.millis() : 0, this::happened);
        toLook.addAll(rounds.due());
        for (Runnable next = requests.poll(); next != null; next = requests.poll()) {
          next.run();
        }
        List.copyOf(toLook).forEach(this::look);
        turn();
      }
    } catch (IOException e) {
      String story = "inotify failed: " + e.getMessage() + "; restart org.gaoler.backend.inotify";
      LOG.error(story, e);
      all.forEach(watched -> watched.files().trouble(story));
    } finally {
      close();
    }
  }

  private synchronized void close() {
    running = false;
    inotify.close();
  }

  private void happened(int watch, int mask, String name) {
    if ((mask & Inotify.OVERFLOW) != 0) {
      LOG.warn(
          "inotify: the kernel dropped events; looking at all logs again (more room: sysctl -w"
              + " fs.inotify.max_queued_events=65536)");
      toLook.addAll(all);
      return;
    }
    if ((mask & Inotify.MOUNTED) != 0) {
      toLook.addAll(all);
      return;
    }
    for (WatchedFiles watched : byWatch.getOrDefault(watch, List.of())) {
      if ((mask & Inotify.MODIFY) != 0) {
        watched.tails(watch).forEach(written -> ready.put(written, watched));
      }
      if (watched.wantsLook(watch, mask, name)) {
        toLook.add(watched);
      }
      if ((mask & Inotify.IGNORED) != 0) {
        watched.gone(watch);
      }
    }
    if ((mask & Inotify.IGNORED) != 0) {
      byWatch.remove(watch);
    }
  }

  /** Looks until everything that was seen was being watched already. */
  private void look(WatchedFiles watched) {
    toLook.remove(watched);
    guarded(
        watched,
        () -> {
          boolean again = true;
          while (again) {
            watched.files().look().forEach(tail -> ready.put(tail, watched));
            Set<Integer> before = watched.watches();
            again = watched.watch();
            subscribe(watched, before);
          }
          rounds.put(watched, watched.silent());
          if (watched.refused()) {
            ready.values().removeIf(watched::equals);
          }
        });
  }

  private void subscribe(WatchedFiles watched, Set<Integer> before) {
    Set<Integer> now = watched.watches();
    for (int watch : now) {
      if (!before.contains(watch)) {
        byWatch.computeIfAbsent(watch, any -> new ArrayList<>()).add(watched);
      }
    }
    for (int watch : before) {
      if (!now.contains(watch)) {
        unsubscribe(watch, watched);
      }
    }
  }

  private void unsubscribe(int watch, WatchedFiles watched) {
    List<WatchedFiles> others = byWatch.getOrDefault(watch, new ArrayList<>());
    others.remove(watched);
    if (others.isEmpty() && byWatch.remove(watch) != null) {
      inotify.forget(watch);
    }
  }

  /** Gives the file that waited longest its turn. */
  private void turn() {
    Iterator<Map.Entry<LogTail, WatchedFiles>> first = ready.entrySet().iterator();
    if (!first.hasNext()) {
      return;
    }
    Map.Entry<LogTail, WatchedFiles> next = first.next();
    LogTail tail = next.getKey();
    WatchedFiles watched = next.getValue();
    first.remove();
    guarded(watched, () -> watched.files().turn(tail).forEach(more -> ready.put(more, watched)));
  }

  /** A fault in one follow must not end the others. */
  private static void guarded(WatchedFiles watched, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("following {} failed; going on at its next change", watched.files(), e);
    }
  }
}
