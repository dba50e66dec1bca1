package org.gaoler.core.operate;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Knows a log by its first line, under its name or the first that it has after a rotation. */
final class FirstLine {

  /** Longer first lines are taken for none. */
  private static final int LONGEST = 1 << 20;

  private static final int MD5_DIGITS = 32;

  private FirstLine() {}

  /**
   * Looks for a log.
   *
   * @param log its path
   * @param digest of its first line in hexadecimal digits: MD5 if there are 32, else SHA-1
   * @return the file that begins with that line
   * @throws IOException if it cannot be read
   */
  static Optional<Path> holder(Path log, String digest) throws IOException {
    for (Path file : List.of(log, log.resolveSibling(log.getFileName() + ".1"))) {
      String algorithm = digest.length() == MD5_DIGITS ? "MD5" : "SHA-1";
      if (Files.isRegularFile(file) && digest.equals(digest(file, algorithm))) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static String digest(Path file, String algorithm) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      int next = in.read();
      for (int i = 0; next >= 0 && i < LONGEST; i++) {
        digest.update((byte) next);
        if (next == '\n') {
          return HexFormat.of().formatHex(digest.digest());
        }
        next = in.read();
      }
      return "";
    } catch (NoSuchAlgorithmException missing) {
      throw new IOException("this Java has no " + algorithm, missing);
    }
  }
}
