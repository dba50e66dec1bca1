package org.gaoler.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.gaoler.api.LogBackend.Follow;
import org.gaoler.api.LogSpec;
import org.gaoler.api.SourceChange.Kind;
import org.junit.jupiter.api.Test;

/** What every backend that follows files must do when rotated files were compressed meanwhile. */
public abstract class FileArchiveKit extends FilePatternKit {

  /** For the inheriting test. */
  protected FileArchiveKit() {}

  private Path sibling(String suffix) {
    return file.resolveSibling("auth.log" + suffix);
  }

  private static void gzip(Path from, Path to) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(to))) {
      Files.copy(from, out);
    }
    Files.delete(from);
  }

  /** Rotates as logrotate does with {@code compress}, and perhaps {@code delaycompress}. */
  private void rotate(boolean delayed) throws IOException {
    for (int i = 60; i > 0; i--) {
      if (Files.exists(sibling("." + i + ".gz"))) {
        Files.move(sibling("." + i + ".gz"), sibling("." + (i + 1) + ".gz"));
      }
    }
    if (Files.exists(sibling(".1"))) {
      gzip(sibling(".1"), sibling(".2.gz"));
    }
    if (delayed) {
      Files.move(file, sibling(".1"));
    } else {
      gzip(file, sibling(".1.gz"));
    }
  }

  private LineCollector readOneLine() throws Exception {
    LineCollector sink = new LineCollector();
    Follow follow = follow(log(), sink);
    write("line 0");
    sink.awaitLines(1);
    follow.close();
    return sink;
  }

  private LineCollector afterwards(LineCollector before) throws Exception {
    LineCollector sink = new LineCollector(before.positions());
    follow(log(), sink);
    sink.awaitChange(Kind.CAUGHT_UP, 1);
    assertThat(sink.faults()).isEmpty();
    return sink;
  }

  private static List<String> numbered(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "line " + i).toList();
  }

  @Test
  void restOfACompressedFileIsReadBeforeItsSuccessor() throws Exception {
    LineCollector before = readOneLine();
    write("line 1");
    rotate(false);
    write("line 2");
    assertThat(afterwards(before).lines()).isEqualTo(numbered(1, 3));
  }

  @Test
  void compressedFilesAreReadInTheirOrder() throws Exception {
    LineCollector before = readOneLine();
    for (int i = 1; i < 6; i++) {
      write("line " + i);
      rotate(i % 2 == 0);
    }
    write("line 6");
    assertThat(afterwards(before).lines()).isEqualTo(numbered(1, 7));
  }

  @Test
  void datedCompressedFilesAreReadInTheirOrder() throws Exception {
    LineCollector before = readOneLine();
    for (int i = 1; i < 5; i++) {
      write("line " + i);
      gzip(file, sibling("-2026112" + i + ".gz"));
    }
    write("line 5");
    assertThat(afterwards(before).lines()).isEqualTo(numbered(1, 6));
  }

  @Test
  void compressedFileIsFoundThoughNoneHasTheLogsNameNow() throws Exception {
    LineCollector before = readOneLine();
    write("line 1");
    rotate(false);
    LineCollector sink = new LineCollector(before.positions());
    follow(log(), sink);
    sink.awaitLines(1);
    write("line 2");
    sink.awaitLines(2);
    assertThat(sink.lines()).isEqualTo(numbered(1, 3));
  }

  @Test
  void fileThatIsBeingCompressedIsReadOnce() throws Exception {
    LineCollector before = readOneLine();
    write("line 1");
    rotate(false);
    write("line 2");
    Files.copy(file, sibling(".0"));
    gzip(sibling(".0"), sibling(".0.gz"));
    Files.move(file, sibling(".0"));
    write("line 3");
    assertThat(afterwards(before).lines()).isEqualTo(numbered(1, 4));
  }

  @Test
  void longCompressedFileIsReadFromItsMiddle() throws Exception {
    LineCollector before = readOneLine();
    StringBuilder text = new StringBuilder();
    IntStream.range(1, 300_000).forEach(i -> text.append("line ").append(i).append('\n'));
    append(file, text.toString());
    rotate(false);
    write("line 300000");
    LineCollector sink = new LineCollector(before.positions());
    Follow follow = follow(log(), sink);
    sink.awaitLines(1000);
    follow.close();
    List<String> all = new ArrayList<>(sink.lines());
    all.addAll(afterwards(sink).lines());
    assertThat(all).isEqualTo(numbered(1, 300_001));
  }

  private void writeWide(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
    Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void logOfWideCharactersIsFollowedLikeAnyOther() throws Exception {
    LogSpec spec =
        new LogSpec(file.toString(), "", Instant.EPOCH, false, List.of(), StandardCharsets.UTF_16);
    LineCollector before = new LineCollector();
    Follow follow = follow(spec, before);
    writeWide("\ufefffrom 192.0.2.1\r\nfrom ");
    before.awaitLines(1);
    writeWide("2001:db8::1\r\n");
    before.awaitLines(2);
    follow.close();
    writeWide("rest\n");
    rotate(false);
    writeWide("\ufeffnext\n");
    LineCollector sink = new LineCollector(before.positions());
    follow(spec, sink);
    sink.awaitLines(2);
    assertThat(before.lines()).containsExactly("from 192.0.2.1", "from 2001:db8::1");
    assertThat(sink.lines()).containsExactly("rest", "next");
    assertThat(sink.positions().get(file.toString()).offset()).isEqualTo(12);
  }

  @Test
  void otherCompressedFilesAreNotTakenForIt() throws Exception {
    write("line of another life");
    rotate(false);
    LineCollector before = readOneLine();
    Files.delete(file);
    write("line 1");
    LineCollector sink = afterwards(before);
    sink.awaitChange(Kind.ROTATED, 1);
    assertThat(sink.lines()).containsExactly("line 1");
  }

  @Test
  void fileCompressedInAnotherWayIsPassedOver() throws Exception {
    LineCollector before = readOneLine();
    Files.move(file, sibling(".1.xz"));
    Files.writeString(sibling(".1.xz"), "of no use");
    write("line 1");
    LineCollector sink = afterwards(before);
    sink.awaitChange(Kind.ROTATED, 1);
    assertThat(sink.lines()).containsExactly("line 1");
  }

  @Test
  void rotationsAndCompressionUnderAReaderThatIsBehindLoseNothing() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(1);
    LineCollector sink = new LineCollector();
    sink.whenCalled(
        () -> {
          inside.countDown();
          awaitQuietly(go);
        });
    write("line 0");
    follow(log(), sink);
    inside.await();
    for (int i = 1; i < 6; i++) {
      write("line " + i);
      rotate(false);
    }
    write("line 6");
    go.countDown();
    sink.awaitLines(7);
    assertThat(sink.lines()).isEqualTo(numbered(0, 7));
  }

  @Test
  void anyMixOfCompressedRotationsAndRestartsCountsEachLineOnce() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> all = new ArrayList<>();
    int written = 0;
    write("line " + written++);
    LineCollector sink = following(file.toString());
    sink.awaitLines(1);
    boolean delayed = random.nextBoolean();
    for (int life = 0; life < 25; life++) {
      endFollows();
      all.addAll(sink.lines());
      for (int rotations = random.nextInt(4); rotations > 0; rotations--) {
        for (int lines = random.nextInt(5) + 1; lines > 0; lines--) {
          write("line " + written++);
        }
        rotate(delayed);
        write("line " + written++);
      }
      sink = new LineCollector(sink.positions());
      follow(log(), sink);
      sink.awaitLines(written - all.size() > 0 ? 1 + random.nextInt(written - all.size()) : 0);
    }
    sink.awaitLines(written - all.size());
    all.addAll(sink.lines());
    assertThat(sink.faults()).as("seed " + seed).isEmpty();
    assertThat(all).as("seed " + seed).isEqualTo(numbered(0, written));
  }
}
