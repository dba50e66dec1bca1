package org.gaoler.tail;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Words for the operator why a file cannot be read and what to do about it. */
final class Refusal {

  private Refusal() {}

  static String of(Path path, IOException cause) {
    if (cause instanceof AccessDeniedException) {
      String user = System.getProperty("user.name");
      return "cannot read %s: permission denied to user %s; allow it: setfacl -m u:%s:r %s"
          .formatted(path, user, user, path);
    }
    String reason =
        cause instanceof FileSystemException known && known.getReason() != null
            ? known.getReason()
            : String.valueOf(cause.getMessage());
    return "cannot read %s: %s; look at the file and at the disk it is on".formatted(path, reason);
  }
}
