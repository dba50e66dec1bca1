package org.gaoler.filter.ini;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaoler.api.Fault;

/** A folder of filter files in the file system, existing or not. */
public final class DirectoryFolder implements FilterFolder {

  private final Path folder;

  /**
   * Names the folder.
   *
   * @param folder need not exist
   */
  public DirectoryFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<String> read(String path) throws Fault {
    Path file = folder.resolve(path);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Fault("cannot read the filter file " + file + " as UTF-8 text: " + e, e);
    }
  }

  @Override
  public List<String> list(String path) throws Fault {
    Path below = folder.resolve(path);
    if (!Files.isDirectory(below)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(below)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new Fault("cannot list the filter folder " + below + ": " + e, e);
    }
  }

  @Override
  public String stamp(String path) {
    Path file = folder.resolve(path);
    try {
      BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
      return seen.isRegularFile()
          ? seen.lastModifiedTime() + " " + seen.size() + " " + seen.fileKey()
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public String place(String path) {
    return folder.resolve(path).toString();
  }
}
