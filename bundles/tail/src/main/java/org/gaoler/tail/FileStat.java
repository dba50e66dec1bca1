package org.gaoler.tail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/**
 * What one look at a path tells about the file behind it.
 *
 * @param key device and inode; the same file as long as somebody holds it open
 * @param regular whether it is a regular file
 * @param size in bytes
 * @param modified when it was last written
 */
record FileStat(String key, boolean regular, long size, FileTime modified) {

  private static final int TYPE_MASK = 0170000;
  private static final int REGULAR = 0100000;

  /**
   * Looks, following symbolic links.
   *
   * @return empty if nothing is there
   * @throws IOException if it cannot be found out
   */
  static Optional<FileStat> of(Path path) throws IOException {
    try {
      Map<String, Object> found =
          Files.readAttributes(path, "unix:dev,ino,mode,size,lastModifiedTime");
      int mode = (Integer) found.get("mode");
      return Optional.of(
          new FileStat(
              Long.toHexString((Long) found.get("dev"))
                  + ':'
                  + Long.toUnsignedString((Long) found.get("ino")),
              (mode & TYPE_MASK) == REGULAR,
              (Long) found.get("size"),
              (FileTime) found.get("lastModifiedTime")));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }
}
