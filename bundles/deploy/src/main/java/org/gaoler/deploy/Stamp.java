package org.gaoler.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What a file is known by: another one of the same name, or another content, has another stamp.
 *
 * @param size in bytes
 * @param modified when it was written last
 * @param inode which file it is
 */
record Stamp(long size, FileTime modified, Optional<Object> inode) {

  /** The stamp of what a path leads to; empty if that is no readable file. */
  static Optional<Stamp> of(Path file) {
    try {
      BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
      return seen.isRegularFile()
          ? Optional.of(
              new Stamp(seen.size(), seen.lastModifiedTime(), Optional.ofNullable(seen.fileKey())))
          : Optional.empty();
    } catch (IOException gone) {
      // deleted between listing and looking, or a link that leads nowhere: it is not there
      return Optional.empty();
    }
  }
}
