package org.gaoler.itests.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** One log as its writer and its rotator see it; the rotated ones are {@code log.1} and so on. */
final class RotatedLog {

  /** More than Gaoler can fall behind, however unlucky its lives. */
  private static final int KEPT = 40;

  private final Path file;
  private FileChannel channel;

  RotatedLog(Path file) throws IOException {
    this.file = file;
    this.channel = open();
  }

  Path file() {
    return file;
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Appends, in one write. */
  void write(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Renames, as logrotate does by default; the writer goes on with the old file until it is told.
   *
   * @param meanwhile what is written in between
   */
  void rename(String meanwhile) throws IOException {
    shift();
    Files.move(file, rotated(1));
    write(meanwhile);
    channel.close();
    channel = open();
  }

  /**
   * Copies, then truncates.
   *
   * @param meanwhile what is written in between, and lost
   */
  void copyTruncate(String meanwhile) throws IOException {
    shift();
    Files.copy(file, rotated(1));
    write(meanwhile);
    channel.truncate(0);
  }

  /** Copies, deletes and makes anew; nothing is written meanwhile. */
  void recreate() throws IOException {
    shift();
    channel.close();
    Files.copy(file, rotated(1), StandardCopyOption.COPY_ATTRIBUTES);
    Files.delete(file);
    channel = open();
  }

  private void shift() throws IOException {
    Files.deleteIfExists(rotated(KEPT));
    for (int i = KEPT - 1; i > 0; i--) {
      if (Files.exists(rotated(i))) {
        Files.move(rotated(i), rotated(i + 1));
      }
    }
  }

  private Path rotated(int age) {
    return file.resolveSibling(file.getFileName() + "." + age);
  }

  void close() throws IOException {
    channel.close();
  }
}
