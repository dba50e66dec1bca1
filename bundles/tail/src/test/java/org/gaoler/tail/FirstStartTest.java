package org.gaoler.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.gaoler.api.Fault;
import org.gaoler.api.LogSpec;
import org.gaoler.api.SourceChange;
import org.gaoler.testkit.LineCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of logs that nobody has looked at before. */
class FirstStartTest {

  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @TempDir private Path folder;
  private final LineCollector sink = new LineCollector();

  private static String line(int minutesAgo) {
    return NOW.minus(Duration.ofMinutes(minutesAgo)) + " from 192.0.2." + minutesAgo;
  }

  private Path write(String name, int written, String... lines) throws IOException {
    return date(Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n"), written);
  }

  private void pack(String name, int written, String line) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    date(file, written);
  }

  private static Path date(Path file, int minutesAgo) throws IOException {
    return Files.setLastModifiedTime(
        file, FileTime.from(NOW.minus(Duration.ofMinutes(minutesAgo))));
  }

  private LogSpec spec(String pattern, boolean fromEnd) {
    Instant since = NOW.minus(Duration.ofMinutes(60));
    return new LogSpec(
        folder.resolve(pattern).toString(), "", since, fromEnd, List.of(), StandardCharsets.UTF_8);
  }

  private void read(LogSpec spec) throws Fault {
    FileFollow follow = new FileFollow(spec, sink, new ReadBuffer());
    Deque<LogTail> ready = new ArrayDeque<>(follow.look());
    while (!ready.isEmpty()) {
      ready.addAll(follow.turn(ready.remove()));
    }
    follow.close();
    assertThat(sink.faults()).isEmpty();
  }

  @Test
  void rotatedLogsWithinFindTimeAreReadFirst() throws Exception {
    write("auth.log.3", 90, line(99));
    pack("auth.log.2.gz", 40, line(50));
    write("auth.log.1", 20, line(30));
    write("auth.log", 0, line(10));
    write("other.log.1", 20, line(31));
    read(spec("auth.log", false));

    assertThat(sink.lines()).containsExactly(line(50), line(30), line(10));
  }

  @Test
  void rotatedLogIsReadOnceThoughThePatternMatchesIt() throws Exception {
    write("auth.log.1", 20, line(30));
    write("auth.log", 0, line(10));
    read(spec("auth.log*", false));

    assertThat(sink.lines()).containsExactlyInAnyOrder(line(30), line(10));
  }

  @Test
  void rotatedLogWithoutDatesIsLeftAlone() throws Exception {
    write("auth.log.1", 20, "Failed password from 2001:db8::1");
    write("auth.log", 0, line(10));
    read(spec("auth.log", false));

    assertThat(sink.lines()).containsExactly(line(10));
  }

  @Test
  void whoBeginsAtTheEndReadsNothingThatWasRotated() throws Exception {
    write("auth.log.1", 20, line(30));
    write("auth.log", 0, line(10));
    read(spec("auth.log", true));

    assertThat(sink.lines()).isEmpty();
  }

  @Test
  void compressedFilesAreNoLogsEvenIfAPatternMatchesThem() throws Exception {
    pack("a.log.7.gz", 90, line(99));
    write("a.log", 0, line(10));
    read(spec("a.log*", false));

    assertThat(sink.lines()).containsExactly(line(10));
  }

  @Test
  void compressedFileIsRefusedWithWhatToDo() throws Exception {
    pack("a.log.7.gz", 90, line(99));
    Files.writeString(folder.resolve("b.log.xz"), "whatever");
    read(spec("a.log.7.gz", false));
    read(spec("*.gz", false));
    read(spec("b.log.xz", false));

    assertThat(sink.lines()).isEmpty();
    assertThat(sink.changes())
        .hasSize(3)
        .allSatisfy(
            change -> {
              assertThat(change.kind()).isEqualTo(SourceChange.Kind.UNREADABLE);
              assertThat(change.detail()).contains("compressed", "name the log that is written to");
            });
  }
}
