package org.gaoler.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.gaoler.testkit.LineCollector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches while the files are being renamed. */
class PredecessorTest {

  @TempDir Path folder;
  private Path log;

  @BeforeEach
  void rotated() throws IOException {
    log = folder.resolve("auth.log");
    Files.writeString(sibling(2), "first\n");
    Files.writeString(sibling(1), "second\n");
    Files.writeString(log, "third\n");
  }

  private Path sibling(int number) {
    return folder.resolve("auth.log." + number);
  }

  private static String key(Path file) throws IOException {
    return FileStat.of(file).orElseThrow().key();
  }

  private static FilePlace unread(String key) {
    return new FilePlace(key, 0, 0, 0, 0);
  }

  private static List<Long> sizes(List<OpenLog> found) throws IOException {
    List<Long> sizes = new ArrayList<>();
    for (OpenLog each : found) {
      sizes.add(each.size());
      each.close();
    }
    return sizes;
  }

  /** As logrotate does in the middle of its work: all have moved on but the newest. */
  private void shift() {
    try {
      Files.move(sibling(2), sibling(3));
      Files.move(sibling(1), sibling(2));
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  @Test
  void laterFileIsFoundAlthoughItIsRenamedDuringTheSearch() throws Exception {
    String first = key(sibling(2));
    String second = key(sibling(1));
    AtomicBoolean shifted = new AtomicBoolean();

    List<OpenLog> found =
        new Predecessor(log, StandardCharsets.UTF_8, new ReadBuffer())
            .after(
                unread(first),
                0,
                key(log),
                asked -> {
                  if (shifted.compareAndSet(false, true)) {
                    shift();
                  }
                  return false;
                });

    assertThat(found).extracting(OpenLog::key).containsExactly(second);
    assertThat(sizes(found)).containsExactly(7L);
  }

  @Test
  void noOtherFileIsTakenForTheOneThatHadItsName() throws Exception {
    String first = key(sibling(2));
    String second = key(sibling(1));
    AtomicBoolean shifted = new AtomicBoolean();
    Files.writeString(sibling(1), "and more\n", java.nio.file.StandardOpenOption.APPEND);

    List<OpenLog> found =
        new Predecessor(log, StandardCharsets.UTF_8, new ReadBuffer())
            .after(
                unread(first),
                0,
                "",
                asked -> {
                  if (shifted.compareAndSet(false, true)) {
                    shift();
                    move(log, sibling(1));
                  }
                  return false;
                });

    assertThat(found).extracting(OpenLog::key).containsExactly(second, key(sibling(1)));
    assertThat(sizes(found)).containsExactly(16L, 6L);
  }

  @Test
  void copyWhoseLinesEndAlikeIsNotTakenForWhatWasRead() throws Exception {
    String same = " GET / HTTP/1.1 200 Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\n";
    Files.writeString(sibling(2), "10:00:00" + same + "10:00:01" + same);
    Files.writeString(sibling(1), "11:00:00" + same + "11:00:01" + same);
    Path read = Files.writeString(folder.resolve("read"), "11:00:00" + same);
    OpenLog gone = OpenLog.open(read, "1:2", false, StandardCharsets.UTF_8);
    ReadBuffer buffer = new ReadBuffer();
    gone.read(buffer, "log", new LineCollector());

    List<OpenLog> found =
        new Predecessor(log, StandardCharsets.UTF_8, buffer)
            .since(gone.place(), gone.offset(), key(log), asked -> false);
    gone.close();

    assertThat(found).extracting(OpenLog::key).containsExactly(key(sibling(1)));
    sizes(found);
  }

  @Test
  void placeFarIntoACompressedLogIsFound() throws Exception {
    ReadBuffer buffer = new ReadBuffer();
    LineCollector sink = new LineCollector();
    Path read = folder.resolve("read");
    try (var lines = Files.newBufferedWriter(read)) {
      for (int i = 0; i < 60_000; i++) {
        lines.write("2026-01-01 00:00:00 server doord[%d]: the door was opened\n".formatted(i));
      }
    }
    OpenLog gone = OpenLog.open(read, "1:2", false, StandardCharsets.UTF_8);
    while (gone.offset() < 3_000_000) {
      gone.read(buffer, "log", sink);
    }
    try (var packed =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("auth.log.3.gz")))) {
      Files.copy(read, packed);
    }

    List<OpenLog> found =
        new Predecessor(log, StandardCharsets.UTF_8, buffer)
            .since(gone.place(), gone.offset(), key(log), asked -> false);

    assertThat(found).extracting(OpenLog::offset).containsExactly(gone.offset(), 0L, 0L);
    gone.close();
    while (found.get(0).read(buffer, "log", sink) == OpenLog.Outcome.MORE) {
      assertThat(sink.lines()).isNotEmpty();
    }
    assertThat(sink.lines()).hasSize(60_000).doesNotHaveDuplicates();
    sizes(found);
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }
}
