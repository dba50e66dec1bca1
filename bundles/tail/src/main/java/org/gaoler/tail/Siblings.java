package org.gaoler.tail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The names in directories, listed once for many logs that lie there: whether any of a log's own
 * was rotated is asked for each when all are looked at for the first time.
 */
final class Siblings {

  private final Map<Path, NavigableSet<String>> names = new HashMap<>();

  /** Lists anew when asked next. */
  void forget() {
    names.clear();
  }

  /** Whether some file may be what was rotated of a log, by its name. */
  boolean anyRotated(Path log) throws IOException {
    String name = log.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return names(log.getParent()).tailSet(stem, true).stream()
        .takeWhile(each -> each.startsWith(stem))
        .anyMatch(each -> RotatedName.of(name, each).isPresent());
  }

  private NavigableSet<String> names(Path directory) throws IOException {
    NavigableSet<String> present = names.get(directory);
    if (present == null) {
      present = list(directory);
      names.put(directory, present);
    }
    return present;
  }

  private static NavigableSet<String> list(Path directory) throws IOException {
    NavigableSet<String> found = new TreeSet<>();
    if (Files.isDirectory(directory) && Files.isReadable(directory)) {
      try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory)) {
        listing.forEach(file -> found.add(file.getFileName().toString()));
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
    return found;
  }
}
