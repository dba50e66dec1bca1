package org.gaoler.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.gaoler.api.Fault;
import org.gaoler.api.LogBackend.Follow;
import org.gaoler.api.LogSpec;
import org.gaoler.api.Position;
import org.gaoler.api.SourceChange.Kind;
import org.junit.jupiter.api.Test;

/**
 * What every backend that follows files must do on top of {@link FileArchiveKit}: links, patterns,
 * odd lines and odd files.
 */
public abstract class FileBackendKit extends FileArchiveKit {

  /** For the inheriting test. */
  protected FileBackendKit() {}

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
  void firstStartBeginsWhereLinesAreYoungEnough() throws Exception {
    Instant first = Instant.parse("2026-11-21T00:00:00Z");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 80_000; i++) {
      text.append(first.plusSeconds(i)).append(" from 192.0.2.1\n");
    }
    append(file, text.toString());
    Instant since = first.plusSeconds(70_000);
    LineCollector sink = new LineCollector();
    follow(new LogSpec(file.toString(), "", since, false), sink);
    sink.awaitChange(Kind.CAUGHT_UP, 1);
    assertThat(sink.lines().size()).isBetween(10_000, 30_000);
    assertThat(sink.lines()).contains(since + " from 192.0.2.1").isSorted();
    LineCollector again = new LineCollector(sink.positions());
    write(first.plusSeconds(1) + " from 2001:db8::1");
    follow(new LogSpec(file.toString(), "", since, false), again);
    again.awaitLines(1);
    assertThat(again.lines()).containsExactly(first.plusSeconds(1) + " from 2001:db8::1");
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
  void readsOnWhereAnotherProgramStopped() throws Exception {
    append(file, "read before\nread too\nnot read\n");
    Position place = backend().place(file, "read before\nread too\n".length()).orElseThrow();
    LineCollector sink = new LineCollector(Map.of(file.toString(), place));
    follow(log(), sink);
    sink.awaitLines(1);
    append(file, "new\n");
    sink.awaitLines(2);
    assertThat(sink.lines()).containsExactly("not read", "new");
    assertThat(backend().place(file, 1000)).isEmpty();
    assertThat(backend().place(directory.resolve("absent.log"), 0)).isEmpty();
  }
}
