package org.gaoler.action.blocklist;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Says why a file could not be read or written, and what to do. */
final class Refusal {

  private Refusal() {}

  static String of(Path path, String done, IOException failed) {
    return path + " cannot be " + done + ": " + reason(failed) + "; " + remedy(path);
  }

  private static String reason(IOException failed) {
    if (failed instanceof AccessDeniedException) {
      return "Permission denied";
    }
    if (failed instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist";
    }
    if (failed instanceof FileSystemException system) {
      return Optional.ofNullable(system.getReason()).orElseGet(failed::toString);
    }
    return String.valueOf(failed.getMessage());
  }

  private static String remedy(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      return "make the folder: mkdir -p " + folder;
    }
    return "let the user that runs Gaoler write in "
        + folder
        + " (ls -lZ shows owner, mode and SELinux label; a systemd unit wants ReadWritePaths="
        + folder
        + "), or name another file with option path";
  }
}
