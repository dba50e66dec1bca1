package org.gaoler.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.gaoler.api.LogSpec;
import org.gaoler.api.SourceChange.Kind;
import org.junit.jupiter.api.Test;

/** What every backend that follows files must do with patterns, links and directories that move. */
public abstract class FilePatternKit extends FileTruncationKit {

  /** For the inheriting test. */
  protected FilePatternKit() {}

  private LineCollector following(String path, List<String> except) throws Exception {
    LineCollector sink = new LineCollector();
    follow(new LogSpec(path, "", Instant.EPOCH, false, except, StandardCharsets.UTF_8), sink);
    return sink;
  }

  @Test
  void whatAnotherFollowTakesCareOfIsLeftOut() throws Exception {
    write("not here");
    append(directory.resolve("b.log"), "here\n");
    LineCollector sink =
        following(directory + "/*.log", List.of(file.toString(), directory + "/c*.log"));
    sink.awaitLines(1);
    write("not here either");
    append(directory.resolve("c2.log"), "nor this\n");
    append(directory.resolve("b2.log"), "and here\n");
    sink.awaitLines(2);
    assertThat(sink.lines()).containsExactly("here", "and here");
    assertThat(sink.positions()).containsOnlyKeys(directory + "/b.log", directory + "/b2.log");
  }

  @Test
  void patternOfWhichEverythingIsLeftOutWaitsForMoreInGoodOrder() throws Exception {
    LineCollector sink = following(directory + "/*.log", List.of(file.toString()));
    sink.awaitChange(Kind.CAUGHT_UP, 1);
    assertThat(sink.changes())
        .extracting(change -> change.kind())
        .containsExactly(Kind.APPEARED, Kind.CAUGHT_UP);
    append(directory.resolve("b.log"), "here\n");
    sink.awaitLines(1);
  }

  @Test
  void directoryMovedAwayAndBackIsReadOnFromWhereItWas() throws Exception {
    Path logs = Files.createDirectory(directory.resolve("logs"));
    append(logs.resolve("x.log"), "one\n");
    LineCollector sink = following(logs.resolve("x.log").toString());
    sink.awaitLines(1);
    Path away = directory.resolve("away");
    Files.move(logs, away);
    sink.awaitChange(Kind.ABSENT, 1);
    append(away.resolve("x.log"), "two\n");
    sink.awaitLines(2);
    Files.move(away, logs);
    sink.awaitChange(Kind.APPEARED, 2);
    append(logs.resolve("x.log"), "three\n");
    sink.awaitLines(3);
    assertThat(sink.lines()).containsExactly("one", "two", "three");
    assertThat(sink.faults()).isEmpty();
  }

  @Test
  void directoryOfAPatternMovedAwayAndBackIsReadOnFromWhereItWas() throws Exception {
    Path logs = Files.createDirectory(directory.resolve("site-1"));
    append(logs.resolve("x.log"), "one\n");
    LineCollector sink = following(directory + "/site-*/*.log");
    sink.awaitLines(1);
    Path away = directory.resolve("away");
    Files.move(logs, away);
    sink.awaitChange(Kind.ABSENT, 1);
    append(away.resolve("x.log"), "two\n");
    Files.move(away, logs);
    sink.awaitChange(Kind.APPEARED, 2);
    append(logs.resolve("x.log"), "three\n");
    sink.awaitLines(3);
    assertThat(sink.lines()).containsExactly("one", "two", "three");
  }

  @Test
  void linkSwappedThereAndBackIsReadOnFromWhereItWas() throws Exception {
    Path one = directory.resolve("one");
    Path two = directory.resolve("two");
    append(one, "1\n");
    append(two, "2\n");
    Path link = Files.createSymbolicLink(directory.resolve("link.log"), one);
    LineCollector sink = following(link.toString());
    sink.awaitLines(1);
    swap(link, two);
    sink.awaitLines(2);
    append(one, "3\n");
    swap(link, one);
    sink.awaitLines(3);
    assertThat(sink.lines()).containsExactly("1", "2", "3");
  }

  private void swap(Path link, Path target) throws Exception {
    Path next = Files.createSymbolicLink(directory.resolve("next"), target);
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void twoNamesOfOneFileAreReadOnce() throws Exception {
    append(directory.resolve("a.log"), "one\n");
    Files.createSymbolicLink(directory.resolve("b.log"), directory.resolve("a.log"));
    Files.createLink(directory.resolve("c.log"), directory.resolve("a.log"));
    LineCollector sink = following(directory + "/?.log");
    sink.awaitLines(1);
    append(directory.resolve("b.log"), "two\n");
    sink.awaitLines(2);
    append(directory.resolve("d.log"), "three\n");
    sink.awaitLines(3);
    Files.delete(directory.resolve("a.log"));
    append(directory.resolve("c.log"), "four\n");
    sink.awaitLines(4);
    append(directory.resolve("c.log"), "five\n");
    sink.awaitLines(5);
    assertThat(sink.lines()).containsExactly("one", "two", "three", "four", "five");
  }

  @Test
  void datedNamesChangeWithTheDay() throws Exception {
    LineCollector sink = following(directory + "/access-[0-9]*.log");
    sink.awaitChange(Kind.ABSENT, 1);
    for (int day = 10; day < 30; day++) {
      Path log = directory.resolve("access-202611" + day + ".log");
      append(log, "first of " + day + "\n");
      append(log, "last of " + day + "\n");
      sink.awaitLines(2 * (day - 9));
      Files.deleteIfExists(directory.resolve("access-202611" + (day - 1) + ".log"));
    }
    assertThat(sink.lines()).startsWith("first of 10").endsWith("last of 29").hasSize(40);
  }
}
