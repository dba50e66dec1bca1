package org.gaoler.backend.inotify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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

  private Map<Integer, LogTail> tails = new HashMap<>();
  private Map<Integer, List<Lookup>> lookups = new HashMap<>();

  WatchedFiles(FileFollow files, Inotify inotify) {
    this.files = files;
    this.inotify = inotify;
  }

  FileFollow files() {
    return files;
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
    Map<Integer, LogTail> oldTails = tails;
    masks = new HashMap<>();
    tails = new HashMap<>();
    lookups = new HashMap<>();
    refused = false;
    try {
      for (Lookup lookup : files.lookups()) {
        set(lookup);
      }
      for (LogTail tail : files.tails()) {
        set(tail);
      }
    } catch (Fault e) {
      refused = true;
      files.trouble(e.getMessage());
    }
    keepPredecessors(oldTails);
    return masks.entrySet().stream()
        .anyMatch(now -> (now.getValue() & ~before.getOrDefault(now.getKey(), 0)) != 0);
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
      tails.put(watch.get(), tail);
    }
  }

  /** A renamed file is written to until its writer opens the new one. */
  private void keepPredecessors(Map<Integer, LogTail> oldTails) {
    Set<LogTail> current = new HashSet<>(files.tails());
    oldTails.forEach(
        (watch, tail) -> {
          boolean stillRead = tail.hasPredecessor() || !tails.containsValue(tail);
          if (current.contains(tail) && stillRead && !tails.containsKey(watch)) {
            masks.putIfAbsent(watch, FILE);
            tails.put(watch, tail);
          }
        });
  }

  /** The file that a watch is for. */
  Optional<LogTail> tail(int watch) {
    return Optional.ofNullable(tails.get(watch));
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
