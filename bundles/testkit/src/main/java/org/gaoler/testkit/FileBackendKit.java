package org.gaoler.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Set;
import java.util.stream.IntStream;
import org.gaoler.api.Fault;
import org.gaoler.api.LogBackend.Follow;
import org.gaoler.api.LogSpec;
import org.gaoler.api.Position;
import org.gaoler.api.SourceChange.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every backend that follows files must do on top of {@link LogBackendKit}. */
public abstract class FileBackendKit extends LogBackendKit {

  /** A directory of the test's own. */
  @TempDir protected Path directory;

  /** The log that {@link #write} appends to. */
  protected Path file;

  /** For the inheriting test. */
  protected FileBackendKit() {}

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

  private static void truncate(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
  }

  private void rotate() throws IOException {
    Files.move(file, file.resolveSibling("auth.log.1"));
  }

  private LineCollector following(String path) throws Fault {
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
  void deletedFileIsFollowedWhenItIsCreatedAgain() throws Exception {
    LineCollector sink = following(file.toString());
    write("one");
    sink.awaitLines(1);
    Files.delete(file);
    sink.awaitChange(Kind.ABSENT, 1);
    write("two");
    sink.awaitLines(2);
    sink.awaitChange(Kind.APPEARED, 2);
    sink.awaitChange(Kind.CAUGHT_UP, 2);
    assertThat(sink.lines()).containsExactly("one", "two");
  }

  @Test
  void swappedSymbolicLinkIsNoticed() throws Exception {
    Path one = directory.resolve("one");
    Path two = directory.resolve("two");
    append(one, "in one\n");
    append(two, "in two\n");
    Path link = Files.createSymbolicLink(directory.resolve("link.log"), one);
    LineCollector sink = following(link.toString());
    sink.awaitLines(1);
    Path next = Files.createSymbolicLink(directory.resolve("next"), two);
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
    sink.awaitLines(2);
    append(two, "more in two\n");
    sink.awaitLines(3);
    assertThat(sink.lines()).containsExactly("in one", "in two", "more in two");
  }

  @Test
  void rotationBehindASymbolicLinkIsNoticed() throws Exception {
    Path far = Files.createDirectories(directory.resolve("far/away"));
    append(far.resolve("log"), "one\n");
    Path link = Files.createSymbolicLink(directory.resolve("link.log"), far.resolve("log"));
    LineCollector sink = following(link.toString());
    sink.awaitLines(1);
    Files.move(far.resolve("log"), far.resolve("log.1"));
    append(far.resolve("log"), "two\n");
    sink.awaitLines(2);
    assertThat(sink.lines()).containsExactly("one", "two");
  }

  @Test
  void missingDirectoriesMayAppearLater() throws Exception {
    Path deep = directory.resolve("a/b/c.log");
    LineCollector sink = following(deep.toString());
    sink.awaitChange(Kind.ABSENT, 1);
    Files.createDirectories(deep.getParent());
    append(deep, "one\n");
    sink.awaitLines(1);
    sink.awaitChange(Kind.CAUGHT_UP, 1);
    assertThat(sink.changes())
        .extracting(change -> change.kind())
        .containsExactly(Kind.ABSENT, Kind.APPEARED, Kind.CAUGHT_UP);
  }

  @Test
  void movedDirectoryIsLeftForItsSuccessor() throws Exception {
    Path logs = Files.createDirectory(directory.resolve("logs"));
    append(logs.resolve("x.log"), "one\n");
    LineCollector sink = following(logs.resolve("x.log").toString());
    sink.awaitLines(1);
    Files.move(logs, directory.resolve("logs.old"));
    Files.createDirectory(logs);
    append(logs.resolve("x.log"), "two\n");
    sink.awaitLines(2);
    append(logs.resolve("x.log"), "three\n");
    sink.awaitLines(3);
    assertThat(sink.lines()).containsExactly("one", "two", "three");
  }

  @Test
  void filesThatMatchAPatternComeAndGo() throws Exception {
    LineCollector sink = following(directory + "/site-*/error?.log");
    sink.awaitChange(Kind.ABSENT, 1);
    Path first = Files.createDirectory(directory.resolve("site-1")).resolve("error1.log");
    append(first, "first\n");
    sink.awaitLines(1);
    Path second = Files.createDirectory(directory.resolve("site-2")).resolve("error2.log");
    append(second.resolveSibling("other.log"), "not this\n");
    append(second, "second\n");
    sink.awaitLines(2);
    Files.delete(first);
    sink.awaitChange(Kind.ABSENT, 2);
    append(first, "first again\n");
    sink.awaitLines(3);
    assertThat(sink.lines()).containsExactly("first", "second", "first again");
    assertThat(sink.positions()).containsOnlyKeys(first.toString(), second.toString());
  }

  @Test
  void datedFilesFollowEachOther() throws Exception {
    append(directory.resolve("app-2026-11-20.log"), "today\n");
    LineCollector sink = following(directory + "/app-????-??-??.log");
    sink.awaitLines(1);
    append(directory.resolve("app-2026-11-21.log"), "tomorrow\n");
    sink.awaitLines(2);
    assertThat(sink.lines()).containsExactly("today", "tomorrow");
  }

  @Test
  void fileRenamedWithinThePatternIsNotReadAgain() throws Exception {
    write("one");
    LineCollector sink = following(directory + "/auth.log*");
    sink.awaitLines(1);
    rotate();
    write("two");
    sink.awaitLines(2);
    write("three");
    sink.awaitLines(3);
    append(directory.resolve("auth.log.2"), "from elsewhere\n");
    sink.awaitLines(4);
    assertThat(sink.lines()).containsExactly("one", "two", "three", "from elsewhere");
  }

  @Test
  void fileThatChangesItsMatchingNameGoesOn() throws Exception {
    Path one = directory.resolve("one.log");
    Path two = directory.resolve("two.log");
    append(one, "one\n");
    LineCollector sink = following(directory + "/*o*.log");
    sink.awaitLines(1);
    Files.move(one, two);
    sink.awaitChange(Kind.APPEARED, 2);
    append(two, "two\n");
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
  void unfinishedLineWaitsForItsEnd() throws Exception {
    LineCollector sink = following(file.toString());
    append(file, "one\nhalf a ");
    sink.awaitLines(1);
    append(file, "line");
    append(file, "\r\nthree\n");
    sink.awaitLines(3);
    assertThat(sink.lines()).containsExactly("one", "half a line", "three");
  }

  @Test
  void lineLongerThanABufferIsWholeAndAnEndlessOneIsSkipped() throws Exception {
    String big = "x".repeat(700_000);
    append(file, "one\n" + big + "\n");
    LineCollector sink = following(file.toString());
    sink.awaitLines(2);
    for (int i = 0; i < 8; i++) {
      append(file, big);
    }
    append(file, "tail of it\nnext\n");
    sink.awaitLines(3);
    assertThat(sink.lines()).containsExactly("one", big, "next");
    assertThat(sink.faults()).isEmpty();
  }

  @Test
  void manyLinesComeInOrderAndOnce() throws Exception {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, 200_000).forEach(i -> text.append("line ").append(i).append('\n'));
    append(file, text.toString());
    LineCollector sink = following(file.toString());
    sink.awaitLines(200_000);
    assertThat(sink.lines()).isEqualTo(text.toString().lines().toList());
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

  @Test
  void unknownPredecessorMeansReadingFromTheBeginning() throws Exception {
    write("one");
    LineCollector first = new LineCollector();
    Follow follow = follow(log(), first);
    first.awaitLines(1);
    follow.close();
    Files.delete(file);
    write("another");
    LineCollector second = new LineCollector(first.positions());
    follow(log(), second);
    second.awaitLines(1);
    second.awaitChange(Kind.ROTATED, 1);
    assertThat(second.lines()).containsExactly("another");
  }

  @Test
  void fromEndSkipsWhatIsThereAndNothingElse() throws Exception {
    append(file, "old\nunfinished ");
    LineCollector sink = new LineCollector();
    follow(new LogSpec(directory + "/*.log", "", Instant.EPOCH, true), sink);
    sink.awaitChange(Kind.CAUGHT_UP, 1);
    append(file, "line\n");
    sink.awaitLines(1);
    append(directory.resolve("new.log"), "all of it\n");
    sink.awaitLines(2);
    assertThat(sink.lines()).containsExactly("unfinished line", "all of it");
  }

  @Test
  void whatIsNoFileIsUnreadable() throws Exception {
    Path odd = Files.createDirectory(directory.resolve("odd.log"));
    LineCollector sink = following(odd.toString());
    sink.awaitChange(Kind.UNREADABLE, 1);
    assertThat(sink.changes().get(0).detail()).contains(odd.toString());
    Files.delete(odd);
    append(odd, "now a file\n");
    sink.awaitLines(1);
  }

  @Test
  void relativePathIsRefused() {
    assertThatThrownBy(() -> follow(spec("auth.log"), new LineCollector()))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("auth.log")
        .hasMessageContaining("absolute");
  }

  @Test
  void bytesPassAsTheyAreAndOffsetsCountThem() throws Exception {
    List<Long> offsets = new ArrayList<>();
    LineCollector sink = following(file.toString());
    Files.write(file, new byte[] {'a', (byte) 0xff, 0, 0x1b, '\r', '\n', '\n', 'b', '\n'});
    sink.awaitLines(3);
    sink.positions().values().forEach(position -> offsets.add(position.offset()));
    assertThat(offsets).containsExactly(9L);
    assertThat(Set.copyOf(sink.positions().keySet())).containsExactly(file.toString());
  }
}
