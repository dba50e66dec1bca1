package org.gaoler.itests.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/** Writes a thousand numbered lines a second to one log, on a thread of its own. */
final class SteadyWriter implements AutoCloseable {

  private static final long PAUSE_NANOS = 10_000_000;
  private static final int LINES_PER_PAUSE = 10;

  private final Path file;
  private final NumberedLines lines;
  private final Thread thread = new Thread(this::write, "writer");
  private volatile boolean closing;
  private volatile IOException failed;

  SteadyWriter(Path file, NumberedLines lines) throws IOException {
    this.file = file;
    this.lines = lines;
    Files.createFile(file);
    thread.start();
  }

  private void write() {
    long due = System.nanoTime();
    while (!closing && failed == null) {
      due += PAUSE_NANOS;
      LockSupport.parkNanos(Math.max(1, due - System.nanoTime()));
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < LINES_PER_PAUSE; i++) {
        text.append(lines.next(0));
      }
      try {
        Files.write(
            file, text.toString().getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
      } catch (IOException e) {
        failed = e;
      }
    }
  }

  /** Writes no more. */
  void finish() throws IOException {
    close();
    if (failed != null) {
      throw new IOException("the writer failed", failed);
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
