package org.gaoler.filter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the file that somebody means by a path to a filter. */
final class FilterPath {

  private static final List<String> EXTENSIONS = List.of("", ".conf", ".local");

  private FilterPath() {}

  /** A bare name means a filter of the library first; any other path means what it says first. */
  static Optional<Path> of(Path file, Path etc, String folder) {
    List<Path> places = new ArrayList<>(List.of(file, etc.resolve(file)));
    places.add(file.getNameCount() == 1 ? 0 : 2, etc.resolve(folder).resolve(file));
    for (Path place : places) {
      for (String extension : EXTENSIONS) {
        Path candidate = place.resolveSibling(place.getFileName() + extension);
        if (Files.isRegularFile(candidate)) {
          return Optional.of(candidate.toAbsolutePath().normalize());
        }
      }
    }
    return Optional.empty();
  }
}
