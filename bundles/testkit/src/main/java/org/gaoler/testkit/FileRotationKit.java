package org.gaoler.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.gaoler.api.Fault;
import org.gaoler.api.LogBackend.Follow;
import org.gaoler.api.LogSpec;
import org.gaoler.api.Position;
import org.gaoler.api.SourceChange.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every backend that follows files must do while they are rotated, truncated and replaced. */
public abstract class FileRotationKit extends LogBackendKit {

  /** A directory of the test's own. */
  @TempDir protected Path directory;

  /** The log that {@link #write} appends to. */
  protected Path file;

  /** For the inheriting test. */
  protected FileRotationKit() {}

  @BeforeEach
  final void createLog() throws IOException {
    directory = directory.toRealPath();
    file = directory.resolve("auth.log");
    Files.createFile(file);
  }

  @Override
  protected LogSpec log() {
    return spec(file.toString());
  }

  /**
   * A specification for a path.
   *
   * @param path a path or pattern
   * @return reads from the beginning
   */
  protected static LogSpec spec(String path) {
    return new LogSpec(path, "", Instant.EPOCH, false);
  }

  @Override
  protected void write(String line) throws IOException {
    append(file, line + "\n");
  }

  /**
   * Appends text as it is.
   *
   * @param to created if it is missing
   * @param text with line feeds where wanted
   * @throws IOException if it fails
   */
  protected static void append(Path to, String text) throws IOException {
    Files.writeString(to, text, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
  }

  static void truncate(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
  }

  void rotate() throws IOException {
    Files.move(file, file.resolveSibling("auth.log.1"));
  }

  LineCollector following(String path) throws Fault {
    LineCollector sink = new LineCollector();
    follow(spec(path), sink);
    return sink;
  }

  @Test
  void renamedFileIsReadToItsEndBeforeItsSuccessor() throws Exception {
    LineCollector sink = following(file.toString());
    write("one");
    sink.awaitLines(1);
    try (FileChannel old = FileChannel.open(file, StandardOpenOption.APPEND)) {
      rotate();
      append(file.resolveSibling("auth.log.1"), "two\n");
      Files.createFile(file);
      append(file.resolveSibling("auth.log.1"), "three\n");
      append(file, "four\n");
    }
    sink.awaitLines(4);
    sink.awaitChange(Kind.ROTATED, 1);
    write("five");
    sink.awaitLines(5);
    assertThat(sink.lines()).containsExactly("one", "two", "three", "four", "five");
    assertThat(sink.faults()).isEmpty();
  }

  @Test
  void unfinishedLastLineOfARotatedFileIsNotLost() throws Exception {
    LineCollector sink = following(file.toString());
    append(file, "one\nno end");
    sink.awaitLines(1);
    rotate();
    write("two");
    sink.awaitLines(3);
    assertThat(sink.lines()).containsExactly("one", "no end", "two");
  }

  @Test
  void truncatedFileIsReadAnew() throws Exception {
    LineCollector sink = following(file.toString());
    write("one is a long line");
    sink.awaitLines(1);
    truncate(file);
    write("two");
    sink.awaitLines(2);
    sink.awaitChange(Kind.ROTATED, 1);
    assertThat(sink.lines()).containsExactly("one is a long line", "two");
    assertThat(sink.faults()).isEmpty();
  }

  @Test
  void fileRefilledBeyondThePositionIsRecognised() throws Exception {
    append(file, "# head\none\n");
    LineCollector first = new LineCollector();
    Follow follow = follow(log(), first);
    first.awaitLines(2);
    follow.close();
    truncate(file);
    append(file, "# head\ntwo, longer than before\nthree\n");
    LineCollector second = new LineCollector(first.positions());
    follow(log(), second);
    second.awaitLines(3);
    second.awaitChange(Kind.ROTATED, 1);
    assertThat(second.lines()).containsExactly("# head", "two, longer than before", "three");
    assertThat(second.faults()).isEmpty();
  }

  @Test
  void copyMadeBeforeTruncationIsReadToItsEnd() throws Exception {
    append(file, "one\n");
    LineCollector first = new LineCollector();
    Follow follow = follow(log(), first);
    first.awaitLines(1);
    follow.close();
    append(file, "two\n");
    Files.copy(file, file.resolveSibling("auth.log.1"));
    truncate(file);
    append(file, "three\n");
    LineCollector second = new LineCollector(first.positions());
    follow(log(), second);
    second.awaitLines(2);
    second.awaitChange(Kind.CAUGHT_UP, 1);
    assertThat(second.lines()).containsExactly("two", "three");
  }

  @Test
  void zerosThatTruncationLeavesAreSkipped() throws Exception {
    LineCollector sink = following(file.toString());
    try (FileChannel writer = FileChannel.open(file, StandardOpenOption.WRITE)) {
      writer.write(ByteBuffer.wrap("one\n".getBytes(StandardCharsets.UTF_8)));
      sink.awaitLines(1);
      truncate(file);
      writer.write(ByteBuffer.wrap("two\n".getBytes(StandardCharsets.UTF_8)));
    }
    sink.awaitLines(2);
    assertThat(sink.lines()).containsExactly("one", "two");
  }

  @Test
  void rotationsUnderAFastWriterLoseNoLine() throws Exception {
    LineCollector sink = following(file.toString());
    int written = 0;
    write("line " + written++);
    sink.awaitLines(1);
    for (int generation = 0; generation < 60; generation++) {
      for (int i = 0; i < 300; i++) {
        write("line " + written++);
      }
      if (generation % 3 != 0) {
        int inThisFile = written - 150;
        sink.awaitLines(inThisFile);
      }
      replace(generation % 3);
    }
    sink.awaitLines(written);
    assertNumbered(sink.lines(), written);
    assertThat(sink.faults()).isEmpty();
  }

  private static void assertNumbered(List<String> lines, int count) {
    for (int i = 0; i < Math.min(lines.size(), count); i++) {
      assertThat(lines.get(i)).as("line at " + i).isEqualTo("line " + i);
    }
    assertThat(lines).hasSize(count);
  }

  private static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "line " + i).toList();
  }

  private void replace(int how) throws IOException {
    if (how == 0) {
      shift();
      Files.move(file, sibling(1));
    } else if (how == 1) {
      Files.delete(file);
    } else {
      shift();
      Files.copy(file, sibling(1));
      truncate(file);
    }
  }

  private void shift() throws IOException {
    for (int i = 30; i > 0; i--) {
      if (Files.exists(sibling(i))) {
        Files.move(sibling(i), sibling(i + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path sibling(int number) {
    return file.resolveSibling("auth.log." + number);
  }

  @Test
  void severalRotationsWhileAwayLoseNothing() throws Exception {
    write("line 0");
    LineCollector first = new LineCollector();
    Follow follow = follow(log(), first);
    first.awaitLines(1);
    follow.close();
    for (int i = 1; i < 4; i++) {
      write("line " + i);
      replace(0);
    }
    write("line 4");
    LineCollector second = new LineCollector(first.positions());
    follow(log(), second);
    second.awaitLines(4);
    second.awaitChange(Kind.CAUGHT_UP, 1);
    assertThat(second.lines()).isEqualTo(numbered(5).subList(1, 5));
    assertThat(second.faults()).isEmpty();
  }

  @Test
  void restartsAmongRotationsCountEachLineOnce() throws Exception {
    List<String> all = new ArrayList<>();
    LineCollector first = following(file.toString());
    int written = 0;
    write("line " + written++);
    first.awaitLines(1);
    all.addAll(first.lines());
    Map<String, Position> positions = first.positions();
    for (int life = 0; life < 20; life++) {
      LineCollector sink = new LineCollector(positions);
      Follow follow = follow(log(), sink);
      for (int i = 0; i < 100; i++) {
        write("line " + written++);
        if (i == 50) {
          replace(0);
        }
      }
      sink.awaitLines(1 + life % 7);
      follow.close();
      all.addAll(sink.lines());
      positions = sink.positions();
    }
    LineCollector last = new LineCollector(positions);
    follow(log(), last);
    last.awaitChange(Kind.CAUGHT_UP, 1);
    all.addAll(last.lines());
    assertNumbered(all, written);
  }

  @Test
  void anyMixOfRotationsAndRestartsCountsEachLineOnce() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> all = new ArrayList<>();
    LineCollector sink = following(file.toString());
    int written = 0;
    write("line " + written++);
    sink.awaitLines(1);
    for (int step = 0; step < 400; step++) {
      int before = written;
      for (int lines = random.nextInt(30) + 1; lines > 0; lines--) {
        write("line " + written++);
      }
      int what = random.nextInt(8);
      if (what < 2) {
        replace(0);
      } else if (what == 2) {
        sink.awaitLines(before + 1 - all.size());
        replace(2);
      } else if (what == 3) {
        endFollows();
        all.addAll(sink.lines());
        sink = new LineCollector(sink.positions());
        follow(log(), sink);
      }
    }
    sink.awaitLines(written - all.size());
    all.addAll(sink.lines());
    assertThat(sink.faults()).as("seed " + seed).isEmpty();
    assertNumbered(all, written);
  }

  @Test
  void rotationWhileAwayLosesNothing() throws Exception {
    write("one");
    LineCollector first = new LineCollector();
    Follow follow = follow(log(), first);
    first.awaitLines(1);
    follow.close();
    write("two");
    rotate();
    write("three");
    LineCollector second = new LineCollector(first.positions());
    follow(log(), second);
    second.awaitLines(2);
    assertThat(second.lines()).containsExactly("two", "three");
    assertThat(second.faults()).isEmpty();
  }
}
