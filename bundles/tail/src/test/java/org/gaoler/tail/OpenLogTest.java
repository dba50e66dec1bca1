package org.gaoler.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.gaoler.api.Position;
import org.gaoler.tail.OpenLog.Outcome;
import org.gaoler.testkit.LineCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenLogTest {

  private static final String SOURCE = "log";

  @TempDir private Path directory;
  private final ReadBuffer buffer = new ReadBuffer();
  private final LineCollector sink = new LineCollector();
  private Path file;
  private OpenLog log;

  @BeforeEach
  void open() throws IOException {
    file = Files.createFile(directory.resolve("log"));
    log = OpenLog.open(file, "1:2", false, StandardCharsets.UTF_8);
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }

  private Outcome read() throws IOException {
    return log.read(buffer, SOURCE, sink);
  }

  @Test
  void nothingNewIsTheEnd() throws IOException {
    assertThat(read()).isEqualTo(Outcome.END);
    append("one\n");
    assertThat(read()).isEqualTo(Outcome.END);
    assertThat(read()).isEqualTo(Outcome.END);
    assertThat(sink.lines()).containsExactly("one");
  }

  @Test
  void oneTurnReadsNoMoreThanItsShare() throws IOException {
    append(("x".repeat(1023) + "\n").repeat(1000));
    assertThat(read()).isEqualTo(Outcome.MORE);
    assertThat(sink.lines()).hasSizeBetween(1, 256);
  }

  @Test
  void refilledFileIsRecognisedThoughItIsLonger() throws IOException {
    append("same first line\nold\n");
    assertThat(read()).isEqualTo(Outcome.END);
    Files.writeString(file, "same first line\nnew and longer than it was before\n");
    assertThat(read()).isEqualTo(Outcome.TRUNCATED);
    log.restart();
    assertThat(read()).isEqualTo(Outcome.END);
    assertThat(sink.lines()).hasSize(4).endsWith("new and longer than it was before");
    assertThat(sink.faults()).isEmpty();
  }

  @Test
  void refilledFileIsRecognisedThoughItsLinesEndAlike() throws IOException {
    String end = " sshd: Failed password for root from 192.0.2.1 port 40000 ssh2 and some more\n";
    append("2026-11-21T08:00:00Z" + end + "2026-11-21T08:00:01Z" + end);
    assertThat(read()).isEqualTo(Outcome.END);
    Files.writeString(file, "2026-11-21T09:00:00Z" + end + "2026-11-21T09:00:01Z" + end + "next\n");

    assertThat(read()).isEqualTo(Outcome.TRUNCATED);
  }

  @Test
  void turnOfExpensiveLinesEndsSoonAndTheRestIsReadInTheNextOnes() throws IOException {
    List<String> lines = IntStream.range(0, 3000).mapToObj(i -> "line " + i).toList();
    append(String.join("\n", lines) + "\n");
    sink.whenCalled(() -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(12)));

    assertThat(read()).isEqualTo(Outcome.MORE);
    assertThat(sink.lines()).isNotEmpty().hasSizeLessThan(1500);
    int first = sink.lines().size();
    assertThat(read()).isEqualTo(Outcome.MORE);
    assertThat(sink.lines()).hasSizeLessThan(2 * first);
    sink.whenCalled(() -> {});
    while (read() == Outcome.MORE) {
      assertThat(sink.faults()).isEmpty();
    }
    assertThat(sink.lines()).isEqualTo(lines);
  }

  @Test
  void emptiedFileIsRecognisedWhileALongLineIsUnfinished() throws IOException {
    append("x".repeat(300_000));
    assertThat(read()).isEqualTo(Outcome.MORE);
    assertThat(read()).isEqualTo(Outcome.END);
    Files.writeString(file, "short\n");
    assertThat(read()).isEqualTo(Outcome.TRUNCATED);
  }

  @Test
  void overlongLineIsReportedOnceAndSkipped() throws IOException {
    int reports = 0;
    append("x".repeat(3_000_000) + "\nnext\n");
    Outcome outcome = Outcome.MORE;
    while (outcome != Outcome.END) {
      outcome = read();
      reports += outcome == Outcome.OVERLONG ? 1 : 0;
    }
    assertThat(reports).isEqualTo(1);
    assertThat(sink.lines()).containsExactly("next");
  }

  @Test
  void lineThatEndsExactlyWithTheBufferIsWhole() throws IOException {
    String line = "x".repeat(ReadBuffer.TURN - 1);
    append(line + "\n" + line + "\nend\n");
    while (read() == Outcome.MORE) {
      assertThat(sink.faults()).isEmpty();
    }
    assertThat(sink.lines()).containsExactly(line, line, "end");
  }

  @Test
  void positionOfAnyLineEndResumesBehindIt() throws IOException {
    append("one\ntwo\nthree\n");
    assertThat(read()).isEqualTo(Outcome.END);
    Position last = sink.positions().get(SOURCE);
    Position inside = new Position(last.identity(), "one\n".length());
    FilePlace place = FilePlace.parse(inside).orElseThrow();
    try (OpenLog again = OpenLog.open(file, "1:2", false, StandardCharsets.UTF_8)) {
      assertThat(again.holds(place, inside.offset(), buffer)).isTrue();
      again.resume(place, inside.offset(), buffer);
      LineCollector rest = new LineCollector(Map.of());
      assertThat(again.read(buffer, SOURCE, rest)).isEqualTo(Outcome.END);
      assertThat(rest.lines()).containsExactly("two", "three");
    }
  }
}
