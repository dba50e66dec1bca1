package org.gaoler.backend.inotify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaoler.api.Fault;
import org.gaoler.api.LogBackend;
import org.gaoler.api.LogSpec;
import org.gaoler.api.SourceChange;
import org.gaoler.api.SourceChange.Kind;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.FileBackendKit;
import org.gaoler.testkit.LineCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InotifyBackendTest extends FileBackendKit {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final InotifyBackend backend = new InotifyBackend();

  @Override
  protected LogBackend backend() {
    return backend;
  }

  @AfterEach
  void stop() {
    backend.stop();
  }

  @Test
  void idleThreadIsNeverWoken() throws Exception {
    for (int i = 0; i < 10; i++) {
      Path log = directory.resolve("idle-" + i + ".log");
      append(log, "one\n");
      LineCollector sink = new LineCollector();
      follow(spec(log.toString()), sink);
      sink.awaitChange(Kind.CAUGHT_UP, 1);
    }
    Path status = readingThread();
    Eventually.await("it waits in the kernel", PATIENCE, () -> sleeps(status));
    assertThat(IntStream.range(0, 5).anyMatch(i -> isLeftAlone(status)))
        .as("two seconds without a mount anywhere on this machine, which wakes it rightly")
        .isTrue();
  }

  private static boolean isLeftAlone(Path status) {
    try {
      List<String> before = contextSwitches(status);
      pass(Duration.ofSeconds(2));
      return contextSwitches(status).equals(before);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private static Path readingThread() throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      return tasks
          .filter(InotifyBackendTest::isReading)
          .map(task -> task.resolve("status"))
          .findAny()
          .orElseThrow();
    }
  }

  private static boolean isReading(Path task) {
    try {
      return Files.readString(task.resolve("comm")).startsWith("gaoler-inotify");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean sleeps(Path status) throws IOException {
    return Files.readAllLines(status).stream().anyMatch(line -> line.matches("State:\\s+S.*"));
  }

  private static List<String> contextSwitches(Path status) throws IOException {
    return Files.readAllLines(status).stream().filter(line -> line.contains("ctxt")).toList();
  }

  @Test
  void hugeFileDoesNotStarveASmallOne() throws Exception {
    Path huge = directory.resolve("huge.log");
    append(huge, ("x".repeat(99) + "\n").repeat(200_000));
    append(file, "small\n");
    LineCollector big = new LineCollector();
    LineCollector small = new LineCollector();
    CountDownLatch both = new CountDownLatch(1);
    List<Integer> bigWhenSmallCame = new ArrayList<>();
    big.whenCalled(() -> awaitQuietly(both));
    small.whenCalled(() -> bigWhenSmallCame.add(big.lines().size()));
    follow(spec(huge.toString()), big);
    follow(log(), small);
    both.countDown();
    small.awaitLines(1);
    big.awaitLines(200_000);
    assertThat(bigWhenSmallCame.get(0)).isLessThan(10_000);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void stoppedBackendEndsItsThread() throws Exception {
    LineCollector sink = new LineCollector();
    follow(log(), sink);
    sink.awaitChange(Kind.CAUGHT_UP, 1);
    backend.stop();
    write("unread");
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("gaoler-inotify");
    assertThat(sink.lines()).isEmpty();
  }

  @Test
  void faultInOneSinkLeavesTheOthersAlone() throws Exception {
    LineCollector faulty = new LineCollector();
    faulty.whenCalled(
        () -> {
          throw new IllegalStateException("made by the test");
        });
    LineCollector sound = new LineCollector();
    follow(log(), faulty);
    follow(log(), sound);
    write("one");
    sound.awaitLines(1);
    write("two");
    sound.awaitLines(2);
    assertThat(sound.lines()).containsExactly("one", "two");
  }

  @Test
  void thousandFilesAreFollowedAtOnce() throws Exception {
    LineCollector sink = new LineCollector();
    for (int i = 0; i < 1000; i++) {
      Files.createFile(directory.resolve(i + ".many"));
    }
    follow(spec(directory + "/*.many"), sink);
    sink.awaitChange(Kind.CAUGHT_UP, 1000);
    for (int i = 0; i < 1000; i++) {
      append(directory.resolve(i + ".many"), "line of " + i + "\n");
    }
    sink.awaitLines(1000);
    assertThat(sink.lines()).hasSize(1000).doesNotHaveDuplicates();
  }

  @TempDir private Path logs;

  @Test
  void logOfExpensiveLinesKeepsNoOtherWaiting() throws Exception {
    Path expensive = Files.createFile(logs.resolve("expensive.log"));
    Path other = Files.createFile(logs.resolve("other.log"));
    LineCollector slow = new LineCollector();
    LineCollector quick = new LineCollector();
    try (LogBackend.Follow first = follow(expensive, slow);
        LogBackend.Follow second = follow(other, quick)) {
      slow.awaitChange(SourceChange.Kind.CAUGHT_UP, 1);
      quick.awaitChange(SourceChange.Kind.CAUGHT_UP, 1);
      slow.whenCalled(() -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(12)));
      Files.writeString(expensive, "a line that takes very long to be dealt with\n".repeat(20_000));
      slow.awaitLines(1);
      Files.writeString(other, "one\n");
      quick.awaitLines(1);
      assertThat(slow.lines()).hasSizeLessThan(20_000);
      slow.whenCalled(() -> {});
      slow.awaitLines(20_000);
    }
  }

  private LogBackend.Follow follow(Path log, LineCollector sink) throws Fault {
    return backend.follow(
        new LogSpec(log.toString(), "", Instant.EPOCH, false, List.of(), StandardCharsets.UTF_8),
        sink);
  }
}
