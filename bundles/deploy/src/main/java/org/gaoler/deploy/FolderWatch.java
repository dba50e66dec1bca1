package org.gaoler.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.gaoler.api.Fault;
import org.gaoler.tail.Inotify;
import org.gaoler.tail.SilentFilesystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from the kernel when something happens in some folders, on a thread of its own that sleeps
 * meanwhile; where the kernel does not tell it looks every two seconds.
 */
final class FolderWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.deploy");

  /** Somebody who had a file open for writing has closed it. */
  private static final int CLOSE_WRITE = 0x8;

  private static final int INSIDE =
      Inotify.CREATE
          | Inotify.MODIFY
          | CLOSE_WRITE
          | Inotify.MOVED_TO
          | Inotify.MOVED_FROM
          | Inotify.DELETE
          | Inotify.ATTRIB
          | Inotify.DELETE_SELF
          | Inotify.MOVE_SELF;

  /** The folder that holds a watched one tells when another takes its place. */
  private static final int ABOVE = Inotify.CREATE | Inotify.MOVED_TO | Inotify.ATTRIB;

  /** Editors make several changes of one; so long nothing may happen before it counts. */
  private static final int QUIET_MILLIS = 100;

  /** A folder in which something always happens is looked at all the same. */
  private static final int MOST_WAITS = 4;

  private static final int POLL_MILLIS = 2000;

  /** What is still open for writing is waited for so long after the last change. */
  private static final long UNFINISHED = TimeUnit.SECONDS.toNanos(10);

  /** A name that came without being written to (a hard link) is complete after so long. */
  private static final long UNWRITTEN = TimeUnit.MILLISECONDS.toNanos(300);

  private final List<Path> folders;
  private final Consumer<Set<Path>> look;
  private final Thread thread;
  private final Map<Integer, Path> watched = new HashMap<>();
  private final Map<Path, Long> unfinished = new HashMap<>();
  private volatile Optional<Inotify> inotify = Optional.empty();
  private volatile boolean closed;
  private volatile boolean asked;
  private volatile Optional<String> trouble = Optional.empty();
  private boolean happened;

  /**
   * Prepares to watch.
   *
   * @param folders which
   * @param look called on the watching thread first and then whenever something may have changed,
   *     with the files that somebody is still writing
   */
  FolderWatch(List<Path> folders, Consumer<Set<Path>> look) {
    this.folders = folders;
    this.look = look;
    this.thread = new Thread(this::run, "gaoler-deploy");
    thread.setDaemon(true);
  }

  /** Looks for the first time and watches from then on. */
  void start() {
    thread.start();
  }

  /** Has the folders looked at soon. */
  synchronized void ring() {
    asked = true;
    if (!closed) {
      inotify.ifPresent(Inotify::wake);
    }
  }

  /** Why changes are not noticed at once, if so. */
  Optional<String> trouble() {
    return trouble;
  }

  private void run() {
    lookNow();
    open();
    cover();
    // what happened before the kernel was asked to tell
    lookNow();
    try {
      while (!closed) {
        settle(wait(timeout()));
      }
    } catch (IOException e) {
      trouble = Optional.of("changes of files are no longer noticed: " + e + "; restart gaolerd");
      LOG.error("{}", trouble.get());
    } finally {
      end();
    }
  }

  private void open() {
    try {
      Inotify opened = Inotify.open();
      synchronized (this) {
        inotify = Optional.of(opened);
      }
    } catch (Fault e) {
      trouble =
          Optional.of(
              "changes of files are noticed within "
                  + Duration.ofMillis(POLL_MILLIS).toSeconds()
                  + " s only: "
                  + e.getMessage());
      LOG.warn("{}", trouble.get());
    }
  }

  private void cover() {
    if (inotify.isEmpty()) {
      return;
    }
    for (Path folder : folders) {
      try {
        watched.values().removeIf(folder::equals);
        Optional<Integer> inside = inotify.get().watch(folder, INSIDE);
        inside.ifPresent(number -> watched.put(number, folder));
        Optional<Integer> above = inotify.get().watch(folder.getParent(), ABOVE);
        above.ifPresent(number -> watched.putIfAbsent(number, folder.getParent()));
      } catch (Fault e) {
        trouble = Optional.of(e.getMessage());
        LOG.warn("{}", e.getMessage());
      }
    }
  }

  private int timeout() {
    boolean silent =
        inotify.isEmpty()
            || folders.stream().anyMatch(folder -> SilentFilesystem.at(folder).isPresent());
    if (silent) {
      return POLL_MILLIS;
    }
    return unfinished.isEmpty() ? -1 : QUIET_MILLIS;
  }

  /** Whether there is something to look at. */
  private boolean wait(int millis) throws IOException {
    happened = false;
    if (inotify.isPresent()) {
      inotify.get().await(millis, this::happened);
    } else {
      pause(millis);
    }
    return happened || asked || millis == POLL_MILLIS || finished();
  }

  private static void pause(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void settle(boolean something) throws IOException {
    if (!something || closed) {
      return;
    }
    for (int i = 0; i < MOST_WAITS && happened && inotify.isPresent(); i++) {
      happened = false;
      inotify.get().await(QUIET_MILLIS, this::happened);
    }
    asked = false;
    cover();
    lookNow();
  }

  private void lookNow() {
    try {
      finished();
      look.accept(Set.copyOf(unfinished.keySet()));
    } catch (RuntimeException broken) {
      LOG.error("changed files could not be taken up: {}", broken.toString(), broken);
    }
  }

  /** Forgets what nobody seems to write any more; tells whether there was any. */
  private boolean finished() {
    long now = System.nanoTime();
    return unfinished.values().removeIf(until -> until - now < 0);
  }

  private void happened(int number, int mask, String name) {
    Path folder = watched.get(number);
    if (folder == null) {
      happened |= (mask & Inotify.OVERFLOW) != 0;
      return;
    }
    Path file = folder.resolve(name);
    if (!folders.contains(folder)) {
      happened |= folders.contains(file);
      return;
    }
    happened = true;
    if ((mask & Inotify.MODIFY) != 0) {
      unfinished.put(file, System.nanoTime() + UNFINISHED);
    } else if ((mask & Inotify.CREATE) != 0) {
      unfinished.put(file, System.nanoTime() + UNWRITTEN);
    } else if ((mask & (CLOSE_WRITE | Inotify.MOVED_TO | Inotify.DELETE | Inotify.MOVED_FROM))
        != 0) {
      unfinished.remove(file);
    }
  }

  private synchronized void end() {
    closed = true;
    inotify.ifPresent(Inotify::close);
    inotify = Optional.empty();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      inotify.ifPresent(Inotify::wake);
    }
    thread.interrupt();
  }
}
