package org.gaoler.core.jail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks whether any file matches a configured path or pattern. */
final class LogFiles {

  private LogFiles() {}

  /**
   * Whether the pattern, perhaps with wildcards in several places, matches anything that exists.
   */
  static boolean exist(String pattern) {
    List<Path> found = List.of(Path.of("/"));
    for (Path part : Path.of(pattern)) {
      List<Path> next = new ArrayList<>();
      for (Path folder : found) {
        descend(folder, part.toString(), next);
      }
      found = next;
    }
    return !found.isEmpty();
  }

  private static void descend(Path folder, String part, List<Path> next) {
    if (!part.matches(".*[*?\\[{].*")) {
      Path path = folder.resolve(part);
      if (Files.exists(path)) {
        next.add(path);
      }
      return;
    }
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, part)) {
      entries.forEach(next::add);
    } catch (IOException | DirectoryIteratorException | UncheckedIOException unreadable) {
      // The backend will say so with path and reason; here it only means that nothing is found.
      next.clear();
    }
  }
}
