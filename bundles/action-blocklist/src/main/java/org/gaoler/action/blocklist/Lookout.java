package org.gaoler.action.blocklist;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaoler.api.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from the kernel when files change; one thread that sleeps otherwise, and none while there
 * is nothing to watch. Safe for use by any thread.
 */
final class Lookout {

  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

  private final Map<Path, Runnable> files = new HashMap<>();
  private final Map<Path, WatchKey> folders = new HashMap<>();
  private Optional<WatchService> service = Optional.empty();

  /**
   * Begins to watch a file; again, if its folder went and came back.
   *
   * @param file its path; it need not exist, its folder must
   * @param changed called on a thread of the lookout after a change, also after our own
   */
  synchronized void watch(Path file, Runnable changed) throws Fault {
    Path folder = file.getParent();
    WatchKey key = folders.get(folder);
    files.put(file, changed);
    if (key != null && key.isValid()) {
      return;
    }
    try {
      if (service.isEmpty()) {
        WatchService opened = file.getFileSystem().newWatchService();
        service = Optional.of(opened);
        Thread thread = new Thread(() -> work(opened), "gaoler-blocklist-lookout");
        thread.setDaemon(true);
        thread.start();
      }
      folders.put(
          folder,
          folder.register(
              service.get(),
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_DELETE,
              StandardWatchEventKinds.ENTRY_MODIFY));
    } catch (IOException refused) {
      throw new Fault(
          "block list "
              + file
              + ": changes by hand cannot be watched: "
              + refused
              + "; make sure that "
              + folder
              + " is a folder, or allow more: sysctl -w fs.inotify.max_user_watches=1048576"
              + " fs.inotify.max_user_instances=1024",
          refused);
    }
  }

  /** Whether changes of a file are heard of. */
  synchronized boolean watches(Path file) {
    WatchKey key = folders.get(file.getParent());
    return key != null && key.isValid() && files.containsKey(file);
  }

  /** Watches a file no more. */
  synchronized void forget(Path file) {
    files.remove(file);
    if (!files.isEmpty()) {
      return;
    }
    folders.clear();
    try {
      if (service.isPresent()) {
        service.get().close();
      }
    } catch (IOException failed) {
      LOG.warn("the watch on block lists could not be closed: {}", failed.getMessage());
    }
    service = Optional.empty();
  }

  private void work(WatchService own) {
    try {
      while (true) {
        Set<Path> touched = new HashSet<>();
        for (WatchKey key = own.take(); key != null; key = own.poll()) {
          touched.addAll(touched(key));
        }
        touched.stream().map(this::changed).forEach(Runnable::run);
      }
    } catch (ClosedWatchServiceException closed) {
      LOG.debug("block lists are watched no more");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Runnable changed(Path file) {
    return files.getOrDefault(file, () -> {});
  }

  private synchronized Set<Path> touched(WatchKey key) {
    Path folder = (Path) key.watchable();
    List<WatchEvent<?>> events = key.pollEvents();
    boolean valid = key.reset();
    Set<Path> touched = new HashSet<>();
    for (WatchEvent<?> event : events) {
      if (event.context() instanceof Path name) {
        touched.add(folder.resolve(name));
      } else {
        valid = false;
      }
    }
    if (!valid) {
      files.keySet().stream().filter(file -> file.getParent().equals(folder)).forEach(touched::add);
    }
    touched.retainAll(files.keySet());
    return touched;
  }
}
