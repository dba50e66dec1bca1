package org.gaoler.ini;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaoler.api.Fault;

/** A folder of the file system, existing or not. */
public final class DirectoryFolder implements IniFolder {

  /** The time of the last change of anything; that of the content is kept by some copies. */
  private static final String SEEN = "unix:ctime,size,ino";

  private final Path folder;

  /**
   * Names the folder.
   *
   * @param folder need not exist
   */
  public DirectoryFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * A file of this folder.
   *
   * @param path as in {@link #read}
   * @return its path in the file system
   */
  public Path file(String path) {
    return folder.resolve(path).normalize();
  }

  @Override
  public Optional<String> read(String path) throws Fault {
    Path file = file(path);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Utf8.decode(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new Fault("cannot read the file " + file + ": " + e, e);
    }
  }

  @Override
  public List<String> list(String path) throws Fault {
    Path below = file(path);
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
      throw new Fault("cannot list the folder " + below + ": " + e, e);
    }
  }

  @Override
  public String stamp(String path) {
    Path file = file(path);
    try {
      Map<String, Object> seen = Files.readAttributes(file, SEEN);
      return Files.isRegularFile(file)
          ? seen.get("ctime") + " " + seen.get("size") + " " + seen.get("ino")
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public String place(String path) {
    return file(path).toString();
  }
}
