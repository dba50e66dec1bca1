package org.gaoler.action.blocklist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.gaoler.api.Fault;

/**
 * By what a file that somebody else has changed is told from the one we know.
 *
 * @param file which one it is
 * @param written when it was written last
 * @param size its length in bytes
 */
record Stat(Object file, FileTime written, long size) {

  /** Looks; empty if there is no such file. */
  static Optional<Stat> of(Path path) throws Fault {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      if (!found.isRegularFile()) {
        throw new Fault(path + " is no regular file; name another with option path");
      }
      return Optional.of(new Stat(found.fileKey(), found.lastModifiedTime(), found.size()));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (IOException failed) {
      throw new Fault(Refusal.of(path, "looked at", failed), failed);
    }
  }
}
