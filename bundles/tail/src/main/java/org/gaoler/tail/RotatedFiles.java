package org.gaoler.tail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** One look at the files beside a log: those with its own name first, the oldest of them first. */
final class RotatedFiles {

  /** So many files of other names in the same directory are looked at. */
  private static final int STRANGERS = 4096;

  private final Path log;
  private final Map<Path, FileStat> stats = new LinkedHashMap<>();

  private RotatedFiles(Path log) {
    this.log = log;
  }

  /** Looks now. */
  static RotatedFiles beside(Path log) throws IOException {
    RotatedFiles files = new RotatedFiles(log);
    for (Path file : files.names()) {
      FileStat.of(file).ifPresent(stat -> files.stats.put(file, stat));
    }
    return files;
  }

  private List<Path> names() throws IOException {
    List<Path> names = new ArrayList<>();
    Path directory = log.getParent();
    if (Files.isDirectory(directory) && Files.isReadable(directory)) {
      try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory)) {
        for (Path file : listing) {
          if (ownName(file) || names.size() < STRANGERS) {
            names.add(file);
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
    names.sort(Comparator.comparing((Path file) -> !ownName(file)).thenComparing(this::age));
    return names;
  }

  private long age(Path file) {
    return rotated(file).map(name -> name.dated() ? name.number() : -name.number()).orElse(0L);
  }

  /** All of them in their order. */
  Map<Path, FileStat> stats() {
    return stats;
  }

  /**
   * Whether each file had the same name in another look. The order of the files alone would not
   * show that they are being renamed one after the other, so that a name meant another file when it
   * was opened, or none.
   */
  boolean sameNames(RotatedFiles other) {
    return keys().equals(other.keys());
  }

  private Map<Path, String> keys() {
    Map<Path, String> keys = new HashMap<>();
    stats.forEach((name, file) -> keys.put(name, file.key()));
    return keys;
  }

  /** Those of which something is true. */
  List<Path> where(Predicate<FileStat> wanted) {
    return stats.keySet().stream().filter(file -> wanted.test(stats.get(file))).toList();
  }

  /** Those with the log's own name that are as they were written. */
  List<Path> copies() {
    return stats.keySet().stream().filter(file -> ownName(file) && !packed(file)).toList();
  }

  /** Those with the log's own name that were compressed. */
  List<Path> archivesNewestFirst() {
    List<Path> archives = new ArrayList<>(stats.keySet());
    archives.removeIf(file -> !ownName(file) || !packed(file));
    Collections.reverse(archives);
    return archives;
  }

  /** The newest that was compressed so that it cannot be read. */
  Optional<Path> newestUnread() {
    return stats.keySet().stream()
        .filter(file -> ownName(file) && unread(file))
        .reduce((older, newer) -> newer);
  }

  /** Whether it is there uncompressed as well; that goes away once the other is whole. */
  boolean beingPacked(Path file) {
    String name = file.getFileName().toString();
    return packed(file) && stats.containsKey(file.resolveSibling(Packing.unpacked(name)));
  }

  /** What its name says of when it was rotated. */
  Optional<RotatedName> rotated(Path file) {
    return RotatedName.of(log.getFileName().toString(), file.getFileName().toString());
  }

  private boolean ownName(Path file) {
    String name = log.getFileName().toString();
    String other = file.getFileName().toString();
    return other.startsWith(name) && !other.equals(name) || rotated(file).isPresent();
  }

  /** Whether it is compressed and can be read. */
  static boolean packed(Path file) {
    return Packing.isGzip(file.getFileName().toString());
  }

  /** Whether it is compressed and cannot be read. */
  static boolean unread(Path file) {
    return Packing.isUnread(file.getFileName().toString());
  }
}
