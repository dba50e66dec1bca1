package org.gaoler.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** Says whether what lies somewhere may tell a daemon with the rights of root what to do. */
final class Trust {

  private static final int ROOT = 0;

  private Trust() {}

  /** Why a folder or file is not to be trusted: one line with the remedy; empty if it is. */
  static Optional<String> objection(Path path) {
    try {
      PosixFileAttributes seen = Files.readAttributes(path, PosixFileAttributes.class);
      Set<PosixFilePermission> allowed = seen.permissions();
      if (allowed.contains(PosixFilePermission.OTHERS_WRITE)
          || allowed.contains(PosixFilePermission.GROUP_WRITE)) {
        return Optional.of("others than its owner may write to it; chmod go-w " + path);
      }
      Object owner = Files.getAttribute(path, "unix:uid");
      boolean ours = owner.equals(ROOT) || owner.equals(self());
      return ours
          ? Optional.empty()
          : Optional.of("it belongs to " + seen.owner() + "; chown root " + path);
    } catch (IOException e) {
      return Optional.of("it cannot be looked at: " + e);
    }
  }

  private static Object self() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }
}
