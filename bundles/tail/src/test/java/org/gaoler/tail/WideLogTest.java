package org.gaoler.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.gaoler.api.Position;
import org.gaoler.tail.OpenLog.Outcome;
import org.gaoler.testkit.LineCollector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs in which every character takes two or four bytes. */
class WideLogTest {

  private static final String SOURCE = "log";
  private static final String MARK = "\ufeff";

  @TempDir private Path directory;
  private final ReadBuffer buffer = new ReadBuffer();
  private Path file;

  @BeforeEach
  void create() throws IOException {
    file = Files.createFile(directory.resolve("log"));
  }

  private void append(byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.APPEND);
  }

  private static byte[] in(String charset, String text) {
    return text.getBytes(Charset.forName(charset));
  }

  private OpenLog open(String charset) throws IOException {
    return OpenLog.open(file, "1:2", false, Charset.forName(charset));
  }

  private void readAll(OpenLog log, LineCollector sink) throws IOException {
    while (log.read(buffer, SOURCE, sink) != Outcome.END) {
      assertThat(sink.faults()).isEmpty();
    }
  }

  private List<String> linesOf(String charset, byte[] bytes) throws IOException {
    append(bytes);
    LineCollector sink = new LineCollector();
    try (OpenLog log = open(charset)) {
      readAll(log, sink);
    }
    return sink.lines();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void markTellsTheOrderOfTheBytesAndIsNoPartOfTheLine(String written) throws IOException {
    String family = written.substring(0, written.length() - 2);
    assertThat(linesOf(family, in(written, MARK + "from 192.0.2.1\r\nfrom 2001:db8::1\n")))
        .containsExactly("from 192.0.2.1", "from 2001:db8::1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void firstCharacterTellsTheOrderWithoutAMark(String written) throws IOException {
    String family = written.substring(0, written.length() - 2);
    assertThat(linesOf(family, in(written, "one\ntwo\n"))).containsExactly("one", "two");
  }

  @Test
  void charactersThatContainTheByteOfALineFeedEndNoLine() throws IOException {
    String text = "\u0a0a\u010a\u0a01 \uD83D\uDE0A";
    assertThat(linesOf("UTF-16", in("UTF-16LE", MARK + text + "\n" + text + "\n")))
        .containsExactly(text, text);
    assertThat("\n".getBytes(StandardCharsets.UTF_16LE)).hasSize(2);
  }

  @Test
  void brokenCharactersHarmNobodyElse() throws IOException {
    byte[] lone = {0x3d, (byte) 0xd8, '\n', 0};
    append(in("UTF-16LE", "one\n"));
    append(lone);
    assertThat(linesOf("UTF-16LE", in("UTF-16LE", "two\n")))
        .hasSize(3)
        .startsWith("one")
        .endsWith("two");
  }

  @Test
  void tailBeginsBehindTheLastWholeLine() throws IOException {
    append(in("UTF-16LE", MARK + "old\nunfinished "));
    LineCollector sink = new LineCollector();
    try (OpenLog log = open("UTF-16")) {
      log.toEnd(buffer);
      append(in("UTF-16LE", "line\n"));
      readAll(log, sink);
    }
    assertThat(sink.lines()).containsExactly("unfinished line");
  }

  @Test
  void overlongLineIsSkippedUpToItsOwnEnd() throws IOException {
    append(in("UTF-16LE", "\u0a0a".repeat(900_000)));
    assertThat(linesOf("UTF-16LE", in("UTF-16LE", "\nnext\n"))).containsExactly("next");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE"})
  void anyPiecesAndAnyResumptionGiveTheSameLines(String charset) throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> wanted = lines(random);
    byte[] bytes = in(charset, String.join("\r\n", wanted) + "\r\n");
    LineCollector sink = new LineCollector();
    OpenLog log = open(charset);
    int written = 0;
    while (written < bytes.length) {
      int more = Math.min(bytes.length - written, random.nextInt(200));
      append(Arrays.copyOfRange(bytes, written, written + more));
      written += more;
      readAll(log, sink);
      if (random.nextInt(4) == 0 && sink.positions().containsKey(SOURCE)) {
        log.close();
        log = resumed(charset, sink.positions().get(SOURCE));
      }
    }
    log.close();
    assertThat(sink.lines()).as("seed " + seed).isEqualTo(wanted);
    assertThat(sink.positions().get(SOURCE).offset()).isEqualTo(bytes.length);
    assertThat(sink.faults()).as("seed " + seed).isEmpty();
  }

  private OpenLog resumed(String charset, Position position) throws IOException {
    OpenLog log = open(charset);
    FilePlace place = FilePlace.parse(position).orElseThrow();
    assertThat(log.holds(place, position.offset(), buffer)).isTrue();
    log.resume(place, position.offset(), buffer);
    return log;
  }

  private static List<String> lines(Random random) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      StringBuilder line = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        line.appendCodePoint(new int[] {'a', 0x0a0a, 0x10a, 0x1f60a, 0xe4}[random.nextInt(5)]);
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
