package org.gaoler.action.mail.post;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.gaoler.api.Fault;

/** Reads a password from its file. */
final class Password {

  private Password() {}

  static String read(Path file) throws Fault {
    try {
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        throw new Fault(
            "passwordfile = " + file + ": everybody can read it; run: chmod 600 " + file);
      }
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException unreadable) {
      throw new Fault(
          "passwordfile = "
              + file
              + ": not readable: "
              + unreadable
              + "; put the password there as its first line, for gaoler's user alone",
          unreadable);
    }
  }
}
