package org.gaoler.tail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds where the content of a log went when its name shows another: the renamed file, or the copy
 * that was made before the file was emptied; and those that came after it and have moved on too.
 */
final class Predecessor {

  /** So many files of other names in the same directory are looked at. */
  private static final int STRANGERS = 4096;

  /** Rotation may go on while we search; then the search begins again. */
  private static final int ATTEMPTS = 200;

  private final Path path;
  private final ReadBuffer buffer;

  Predecessor(Path path, ReadBuffer buffer) {
    this.path = path;
    this.buffer = buffer;
  }

  /**
   * Searches the log's directory for what was read.
   *
   * @param place what was read
   * @param offset how far, in bytes
   * @param current key of the file where to stop, which has or had the log's name after them
   * @param known keys of files that are not wanted a second time
   * @return the file opened at that place and the later ones opened at their beginnings, oldest
   *     first; empty if it is not there
   */
  List<OpenLog> since(FilePlace place, long offset, String current, Predicate<String> known)
      throws IOException {
    return steadily(files -> since(files, place, offset, current, known));
  }

  /**
   * Searches files that had the log's name after one that was renamed, and have it no longer.
   *
   * @param key the file that was renamed
   * @param current key of the file where to stop, which has or had the log's name after them
   * @param known keys of files that are not wanted a second time
   * @return opened at their beginnings, oldest first
   */
  List<OpenLog> after(String key, String current, Predicate<String> known) throws IOException {
    return steadily(
        files -> {
          for (Map.Entry<Path, FileStat> file : files.entrySet()) {
            if (file.getValue().key().equals(key)) {
              return after(files, file.getKey(), false, current, known);
            }
          }
          return List.of();
        });
  }

  /** Searches among the files of a directory. */
  @FunctionalInterface
  private interface Search {
    List<OpenLog> in(Map<Path, FileStat> files) throws IOException;
  }

  private List<OpenLog> steadily(Search search) throws IOException {
    Map<Path, FileStat> files = files();
    for (int attempt = 1; ; attempt++) {
      List<OpenLog> found = search.in(files);
      Map<Path, FileStat> afterwards = files();
      if (attempt == ATTEMPTS || names(files).equals(names(afterwards))) {
        return found;
      }
      for (OpenLog log : found) {
        log.close();
      }
      files = afterwards;
    }
  }

  /**
   * Which file has which name. The order of the files alone would not show that they are being
   * renamed one after the other, so that a name meant another file when it was opened, or none.
   */
  private static Map<Path, String> names(Map<Path, FileStat> files) {
    Map<Path, String> names = new HashMap<>();
    files.forEach((name, file) -> names.put(name, file.key()));
    return names;
  }

  private List<OpenLog> since(
      Map<Path, FileStat> files,
      FilePlace place,
      long offset,
      String current,
      Predicate<String> known)
      throws IOException {
    for (boolean renamed : new boolean[] {true, false}) {
      for (Map.Entry<Path, FileStat> file : files.entrySet()) {
        boolean sameFile = file.getValue().key().equals(place.key());
        if (renamed ? sameFile : ownName(file.getKey())) {
          Optional<OpenLog> rest = open(file.getKey(), file.getValue(), !renamed, place, offset);
          if (rest.isPresent()) {
            List<OpenLog> found = new ArrayList<>(List.of(rest.get()));
            found.addAll(after(files, file.getKey(), !renamed, current, known));
            return found;
          }
        }
      }
    }
    return List.of();
  }

  private Optional<OpenLog> open(
      Path file, FileStat stat, boolean finished, FilePlace place, long offset) throws IOException {
    if (!stat.regular() || stat.size() < offset || !Files.isReadable(file)) {
      return Optional.empty();
    }
    Optional<OpenLog> log = open(file, stat, finished);
    if (log.isPresent() && !log.get().holds(place, offset, buffer)) {
      log.get().close();
      return Optional.empty();
    }
    if (log.isPresent()) {
      log.get().resume(place, offset, buffer);
    }
    return log;
  }

  /** Opens a file, unless it has moved on; then the search begins again anyway. */
  private static Optional<OpenLog> open(Path file, FileStat stat, boolean finished)
      throws IOException {
    try {
      return Optional.of(OpenLog.open(file, stat.key(), finished));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private List<OpenLog> after(
      Map<Path, FileStat> files,
      Path older,
      boolean finished,
      String current,
      Predicate<String> known)
      throws IOException {
    Optional<RotatedName> name = rotated(older);
    List<OpenLog> found = new ArrayList<>();
    for (Map.Entry<Path, FileStat> file : files.entrySet()) {
      Optional<RotatedName> other = rotated(file.getKey());
      FileStat stat = file.getValue();
      boolean later = name.isPresent() && other.isPresent() && other.get().after(name.get());
      if (later && stat.key().equals(current)) {
        return found;
      }
      if (later && stat.regular() && !known.test(stat.key()) && Files.isReadable(file.getKey())) {
        open(file.getKey(), stat, finished).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Files beside the log, those with its own name first and the oldest of them first. */
  private Map<Path, FileStat> files() throws IOException {
    List<Path> names = new ArrayList<>();
    Path directory = path.getParent();
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
    Map<Path, FileStat> files = new LinkedHashMap<>();
    for (Path file : names) {
      FileStat.of(file).ifPresent(stat -> files.put(file, stat));
    }
    return files;
  }

  private long age(Path file) {
    return rotated(file).map(name -> name.dated() ? name.number() : -name.number()).orElse(0L);
  }

  private Optional<RotatedName> rotated(Path file) {
    return RotatedName.of(path.getFileName().toString(), file.getFileName().toString());
  }

  private boolean ownName(Path file) {
    String name = path.getFileName().toString();
    String other = file.getFileName().toString();
    return other.startsWith(name) && !other.equals(name);
  }
}
