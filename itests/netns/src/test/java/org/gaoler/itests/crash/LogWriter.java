package org.gaoler.itests.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes numbered lines to three logs in bursts, and rotates them, on a thread of its own: by
 * renaming, by copying and truncating, and by making them anew, in turn. It never waits for Gaoler.
 */
final class LogWriter implements AutoCloseable {

  /** The names of the logs. */
  static final String[] NAMES = {"a.log", "b.log", "c.log"};

  private static final String RENAME = "rename";
  private static final String COPY_TRUNCATE = "copy and truncate";
  private static final List<String> WAYS = List.of(RENAME, COPY_TRUNCATE, "copy and recreate");
  private static final int LONGEST_BURST = 60;
  private static final int BETWEEN = 4;
  private static final int GREETING = 60;

  private final NumberedLines lines;
  private final Random random;
  private final List<RotatedLog> logs = new ArrayList<>();
  private final int rotation;
  private final Semaphore allowed = new Semaphore(0);
  private final Set<Long> lost = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::write, "writer");
  private volatile long pause;
  private final AtomicInteger rotations = new AtomicInteger();
  private volatile boolean closing;
  private volatile Throwable failed;

  /**
   * Makes the logs and waits to be allowed to write.
   *
   * @param folder of the logs
   * @param rotation so many lines in all, at the most, lie between two rotations
   */
  LogWriter(Path folder, NumberedLines lines, int rotation, Random random) throws IOException {
    this.lines = lines;
    this.rotation = rotation;
    this.random = random;
    for (String name : NAMES) {
      logs.add(new RotatedLog(folder.resolve(name)));
    }
    thread.start();
  }

  List<Path> files() {
    return logs.stream().map(RotatedLog::file).toList();
  }

  /**
   * Lets it write more.
   *
   * @param more so many lines
   * @param nanos in about this time
   */
  void allow(int more, long nanos) {
    pause = nanos * LONGEST_BURST / 2 / more;
    allowed.release(more);
  }

  /** How many lines were written, which is the number of the next one. */
  long written() {
    return lines.written();
  }

  /** The numbers of lines written between copy and truncation. */
  Set<Long> lost() {
    return lost;
  }

  int rotations() {
    return rotations.get();
  }

  /** Writes some lines to each log, on this thread; nothing else may be allowed. */
  void greet() throws IOException {
    for (int log = 0; log < NAMES.length; log++) {
      logs.get(log).write(more(log, GREETING));
    }
  }

  /** Waits until everything allowed was written; no log is empty then. */
  void finish() throws IOException, InterruptedException {
    close();
    if (failed != null) {
      throw new IllegalStateException("the writer failed", failed);
    }
    greet();
  }

  private void write() {
    try {
      int left = 1 + random.nextInt(rotation);
      while (!closing || allowed.availablePermits() > 0) {
        int burst = Math.min(1 + random.nextInt(LONGEST_BURST), allowed.availablePermits());
        allowed.acquireUninterruptibly(burst);
        write(random.nextInt(NAMES.length), burst);
        left -= burst;
        if (left < 0) {
          rotate();
          left = 1 + random.nextInt(rotation);
        }
        LockSupport.parkNanos(closing ? 1 : (long) (random.nextDouble() * 2 * pause) + 100_000);
      }
    } catch (IOException | RuntimeException e) {
      failed = e;
    }
  }

  /** Some bursts come in two writes, with half a line in each. */
  private void write(int name, int burst) throws IOException {
    RotatedLog log = logs.get(name);
    String text = more(name, burst);
    if (random.nextInt(5) == 0 && !text.isEmpty()) {
      int cut = random.nextInt(text.length());
      log.write(text.substring(0, cut));
      LockSupport.parkNanos(pause / 2);
      text = text.substring(cut);
    }
    log.write(text);
  }

  private void rotate() throws IOException {
    int log = random.nextInt(NAMES.length);
    int between = random.nextInt(BETWEEN);
    String how = WAYS.get(rotations.getAndIncrement() % WAYS.size());
    Extent.trace("%s: %s after line %d".formatted(NAMES[log], how, lines.written()));
    switch (how) {
      case RENAME -> logs.get(log).rename(more(log, between));
      case COPY_TRUNCATE -> copyTruncate(log, between);
      default -> logs.get(log).recreate();
    }
    Extent.trace("rotated before line " + lines.written());
  }

  private String more(int log, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(lines.next(log));
    }
    return text.toString();
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    thread.join();
  }

  /**
   * Copies and truncates once more, on this thread; nothing else may be allowed.
   *
   * @return the log
   */
  Path truncateOnceMore() throws IOException {
    copyTruncate(0, GREETING);
    return logs.get(0).file();
  }

  private void copyTruncate(int log, int between) throws IOException {
    long from = lines.written();
    String text = more(log, between);
    for (long number = from; number < lines.written(); number++) {
      lost.add(number);
    }
    logs.get(log).copyTruncate(text);
  }
}
