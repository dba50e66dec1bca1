package org.gaoler.backend.inotify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaoler.api.Fault;
import org.gaoler.tail.FileFollow;
import org.gaoler.tail.Inotify;
import org.gaoler.tail.LogTail;
import org.gaoler.tail.Lookup;

/** The watches of one follow: its files and every directory whose changes can change them. */
final class WatchedFiles {

  private static final int FILE =
      Inotify.MODIFY | Inotify.ATTRIB | Inotify.MOVE_SELF | Inotify.DELETE_SELF;
  private static final int GOING = Inotify.MOVE_SELF | Inotify.DELETE_SELF;
  private static final int DIRECTORY =
      GOING
          | Inotify.CREATE
          | Inotify.MOVED_TO
          | Inotify.MOVED_FROM
          | Inotify.DELETE
          | Inotify.ATTRIB;
  private static final int ELSEWHERE =
      Inotify.ATTRIB | Inotify.MOVE_SELF | Inotify.DELETE_SELF | Inotify.IGNORED;

  private final FileFollow files;
  private final Inotify inotify;

  /** Whether the kernel refused a watch, so that changes would be missed. */
  private boolean refused;

  /** Watch to the events it was set for. */
  private Map<Integer, Integer> masks = new HashMap<>();

  /** Several names may be links to one file; which of them reads it can change. */
  private Map<Integer, Set<LogTail>> tails = new HashMap<>();

  private Map<Integer, List<Lookup>> lookups = new HashMap<>();

  WatchedFiles(FileFollow files, Inotify inotify) {
    this.files = files;
    this.inotify = inotify;
  }

  FileFollow files() {
    return files;
  }

  /** Whether changes are not told, so that nothing is watched. */
  boolean silent() {
    return files.silent().isPresent();
  }

  boolean refused() {
    return refused;
  }

  /** All its watches. */
  Set<Integer> watches() {
    return Set.copyOf(masks.keySet());
  }

  /**
   * Watches what the last look went by.
   *
   * @return whether something was not watched when that look was taken, so that another is due
   */
  boolean watch() {
    Map<Integer, Integer> before = masks;
    Map<Integer, Set<LogTail>> oldTails = tails;
    masks = new HashMap<>();
    tails = new HashMap<>();
    lookups = new HashMap<>();
    refused = false;
    try {
      if (!silent()) {
        watchAll();
        keepPredecessors(oldTails);
      }
    } catch (Fault e) {
      refused = true;
      files.trouble(e.getMessage());
    }
    return masks.entrySet().stream()
        .anyMatch(now -> (now.getValue() & ~before.getOrDefault(now.getKey(), 0)) != 0);
  }

  private void watchAll() throws Fault {
    for (Lookup lookup : files.lookups()) {
      set(lookup);
    }
    for (LogTail tail : files.tails()) {
      set(tail);
    }
  }

  private void set(Lookup lookup) throws Fault {
    int mask = lookup.settled() ? GOING : DIRECTORY;
    Optional<Integer> watch = inotify.watch(lookup.directory(), mask);
    if (watch.isPresent()) {
      masks.merge(watch.get(), mask, (one, two) -> one | two);
      lookups.computeIfAbsent(watch.get(), any -> new ArrayList<>()).add(lookup);
    }
  }

  private void set(LogTail tail) throws Fault {
    Optional<Integer> watch = inotify.watch(tail.path(), FILE);
    if (watch.isPresent()) {
      masks.merge(watch.get(), FILE, (one, two) -> one | two);
      add(watch.get(), tail);
    }
  }

  private void add(int watch, LogTail tail) {
    tails.computeIfAbsent(watch, any -> new LinkedHashSet<>()).add(tail);
  }

  /** A renamed file is written to until its writer opens the new one. */
  private void keepPredecessors(Map<Integer, Set<LogTail>> oldTails) {
    Set<LogTail> current = new HashSet<>(files.tails());
    Set<LogTail> watched = new HashSet<>();
    tails.values().forEach(watched::addAll);
    oldTails.forEach(
        (watch, old) -> {
          for (LogTail tail : old) {
            boolean stillRead = tail.hasPredecessor() || !watched.contains(tail);
            if (current.contains(tail) && stillRead) {
              masks.putIfAbsent(watch, FILE);
              add(watch, tail);
            }
          }
        });
  }

  /** Those that may read the file that a watch is for. */
  Set<LogTail> tails(int watch) {
    return tails.getOrDefault(watch, Set.of());
  }

  /** Whether an event means that another look is due. */
  boolean wantsLook(int watch, int mask, String name) {
    if (tails.containsKey(watch)) {
      return (mask & ELSEWHERE) != 0;
    }
    List<Lookup> here = lookups.getOrDefault(watch, List.of());
    return !here.isEmpty()
        && (name.isEmpty() || here.stream().anyMatch(lookup -> lookup.names().matches(name)));
  }

  /** Notes that the kernel ended a watch. */
  void gone(int watch) {
    masks.remove(watch);
    tails.remove(watch);
    lookups.remove(watch);
  }
}
