package org.gaoler.tail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds where the content of a log went when its name shows another: the renamed file, or the copy
 * that was made before the file was emptied.
 */
final class Predecessor {

  /** So many files of other names in the same directory are looked at. */
  private static final int STRANGERS = 4096;

  private final Path path;

  Predecessor(Path path) {
    this.path = path;
  }

  /**
   * Searches the log's directory.
   *
   * @param place what was read
   * @param offset how far, in bytes
   * @return the file opened at that place, or empty if it is not there
   */
  Optional<OpenLog> find(FilePlace place, long offset, ReadBuffer buffer) throws IOException {
    List<Path> files = candidates();
    for (Path file : files) {
      Optional<FileStat> stat = FileStat.of(file);
      if (stat.isPresent() && stat.get().key().equals(place.key())) {
        Optional<OpenLog> renamed = open(file, stat.get(), false, place, offset, buffer);
        if (renamed.isPresent()) {
          return renamed;
        }
      }
    }
    for (Path file : files) {
      Optional<FileStat> stat = ownName(file) ? FileStat.of(file) : Optional.empty();
      if (stat.isPresent()) {
        Optional<OpenLog> copy = open(file, stat.get(), true, place, offset, buffer);
        if (copy.isPresent()) {
          return copy;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<OpenLog> open(
      Path file, FileStat stat, boolean finished, FilePlace place, long offset, ReadBuffer buffer)
      throws IOException {
    if (!stat.regular() || stat.size() < offset || !Files.isReadable(file)) {
      return Optional.empty();
    }
    OpenLog log = OpenLog.open(file, stat.key(), finished);
    if (log.holds(place, offset, buffer)) {
      log.resume(place, offset, buffer);
      return Optional.of(log);
    }
    log.close();
    return Optional.empty();
  }

  private List<Path> candidates() throws IOException {
    List<Path> found = new ArrayList<>();
    Path directory = path.getParent();
    if (!Files.isDirectory(directory) || !Files.isReadable(directory)) {
      return found;
    }
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory)) {
      for (Path file : listing) {
        if (ownName(file) || found.size() < STRANGERS) {
          found.add(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    found.sort(Comparator.comparing(file -> !ownName(file)));
    return found;
  }

  /** Whether it is named as rotated logs are: the log's name with something behind it. */
  private boolean ownName(Path file) {
    String name = path.getFileName().toString();
    String other = file.getFileName().toString();
    return other.startsWith(name) && !other.equals(name);
  }
}
