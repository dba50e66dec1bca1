package org.gaoler.filter;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from the kernel when something happens in the folders of some files, on a thread of its own
 * that sleeps meanwhile.
 */
final class FilterWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FilterWatch.class);

  /** Editors make several changes of one; so long nothing may happen before it counts. */
  private static final long QUIET_MILLIS = 100;

  /** A folder in which something always happens is looked at all the same. */
  private static final int MOST_WAITS = 5;

  private final Supplier<? extends Collection<Path>> files;
  private final Runnable changed;
  private final Optional<WatchService> service;
  private final Map<Path, WatchKey> keys = new HashMap<>();
  private final Set<Path> refused = new HashSet<>();

  private FilterWatch(
      Supplier<? extends Collection<Path>> files,
      Runnable changed,
      Optional<WatchService> service) {
    this.files = files;
    this.changed = changed;
    this.service = service;
  }

  /**
   * Starts watching.
   *
   * @param files the files of interest at this moment; asked again after each change
   * @param changed called on the watching thread when something may have changed
   */
  static FilterWatch start(Supplier<? extends Collection<Path>> files, Runnable changed) {
    FilterWatch watch = new FilterWatch(files, changed, service());
    watch.cover();
    if (watch.service.isPresent()) {
      Thread thread = new Thread(watch::run, "gaoler-filters");
      thread.setDaemon(true);
      thread.start();
    }
    return watch;
  }

  private static Optional<WatchService> service() {
    try {
      return Optional.of(FileSystems.getDefault().newWatchService());
    } catch (IOException e) {
      LOG.warn(
          "edited filters are taken up at a reload only, since the kernel gives no notification:"
              + " {}; raise fs.inotify.max_user_instances",
          e.toString());
      return Optional.empty();
    }
  }

  /**
   * Takes to the folders of the files of interest.
   *
   * @return whether there are new ones, in which something may have happened before
   */
  synchronized boolean cover() {
    if (service.isEmpty()) {
      return false;
    }
    Set<Path> wanted = WatchedFolders.of(files.get());
    keys.entrySet()
        .removeIf(
            each -> {
              boolean stale = !wanted.contains(each.getKey()) || !each.getValue().isValid();
              if (stale) {
                each.getValue().cancel();
              }
              return stale;
            });
    boolean more = false;
    for (Path folder : wanted) {
      more |= Files.isDirectory(folder) && trusted(folder) && register(folder, service.get());
    }
    return more;
  }

  private boolean trusted(Path folder) {
    Optional<String> why = WatchedFolders.untrusted(folder);
    if (why.isEmpty()) {
      refused.remove(folder);
      return true;
    }
    WatchKey key = keys.remove(folder);
    if (key != null) {
      key.cancel();
    }
    if (refused.add(folder)) {
      LOG.warn(
          "filters in {} are not taken up when edited, at a reload only: {}", folder, why.get());
    }
    return false;
  }

  /** The same folder gives the same key; another one of that name does not. */
  private boolean register(Path folder, WatchService service) {
    try {
      WatchKey key =
          folder.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_DELETE,
              StandardWatchEventKinds.ENTRY_MODIFY);
      WatchKey before = keys.put(folder, key);
      if (before != null && !before.equals(key)) {
        before.cancel();
      }
      return !key.equals(before);
    } catch (IOException e) {
      if (refused.add(folder)) {
        LOG.warn("filters in {} are taken up at a reload only: {}", folder, e.toString());
      }
      return false;
    }
  }

  private void run() {
    try (WatchService open = service.orElseThrow()) {
      while (true) {
        WatchKey key = open.take();
        for (int i = 0; key != null; i++) {
          key.pollEvents();
          key.reset();
          key = i < MOST_WAITS ? open.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS) : null;
        }
        look();
      }
    } catch (ClosedWatchServiceException | InterruptedException end) {
      LOG.debug("filters are no longer watched");
    } catch (IOException e) {
      LOG.warn("watching filters ended badly: {}", e.toString());
    }
  }

  private void look() {
    try {
      // what is made in a folder before it is watched would else go unnoticed
      do {
        changed.run();
      } while (cover());
    } catch (RuntimeException broken) {
      LOG.error("edited filters could not be taken up: {}", broken.toString(), broken);
    }
  }

  @Override
  public void close() {
    service.ifPresent(
        open -> {
          try {
            open.close();
          } catch (IOException e) {
            LOG.warn("watching filters ended badly: {}", e.toString());
          }
        });
  }
}
