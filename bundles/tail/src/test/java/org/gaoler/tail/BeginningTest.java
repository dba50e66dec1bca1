package org.gaoler.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.gaoler.api.LineBlock;
import org.gaoler.api.LineSink;
import org.gaoler.api.Position;
import org.gaoler.api.SourceChange;
import org.gaoler.testkit.LineCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeginningTest {

  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final int LINES = 60_000;

  @TempDir private Path directory;
  private final ReadBuffer buffer = new ReadBuffer();
  private int asked;

  /** Reads dates, and counts how often it was asked. */
  private final class Dates implements LineSink {
    private final LineCollector reader = new LineCollector();

    @Override
    public Optional<Instant> dateOf(byte[] bytes, int start, int end) {
      asked++;
      return reader.dateOf(bytes, start, end);
    }

    @Override
    public Optional<Position> resumeAt(String source) {
      return Optional.empty();
    }

    @Override
    public void lines(LineBlock block) {
      throw new IllegalStateException("nothing is to be read yet");
    }

    @Override
    public void changed(SourceChange change) {
      throw new IllegalStateException("nothing is to be told yet");
    }
  }

  private long beginning(byte[] log, Charset charset, Instant since) throws IOException {
    Path file = Files.write(directory.resolve("log"), log);
    try (Content content = Content.of(FileChannel.open(file))) {
      LineForm form = LineForm.of(charset, content).orElse(LineForm.BYTES);
      return new Beginning(content, form, buffer, new Dates(), since).offset();
    }
  }

  private static Instant minute(int count) {
    return FIRST.plus(Duration.ofMinutes(count));
  }

  private static String log() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      text.append(minute(i)).append(" sshd: Failed password for root from 192.0.2.1\n");
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 30_000, 59_000, 59_999, 70_000})
  void nothingYoungEnoughIsSkippedAndLittleElseIsRead(int minute) throws IOException {
    String text = log();
    int wanted = Math.max(0, text.indexOf(minute(minute).toString()));
    long found =
        beginning(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8, minute(minute));
    int limit = minute < LINES ? wanted : text.length();
    assertThat(found).isBetween((long) Math.max(0, limit - 2 * Beginning.SHORT), (long) limit);
    assertThat(found == 0 || text.charAt((int) found - 1) == '\n').isTrue();
    assertThat(asked).isLessThan(100);
  }

  @Test
  void wideCharactersMakeNoDifference() throws IOException {
    String text = "\ufeff" + log();
    long found =
        beginning(
            text.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.UTF_16, minute(30_000));
    int wanted = 2 * text.indexOf(minute(30_000).toString());
    assertThat(found).isBetween((long) wanted - 2 * Beginning.SHORT, (long) wanted);
    assertThat(text.charAt((int) found / 2 - 1)).isEqualTo('\n');
  }

  @Test
  void allTimesBeginAtTheBeginningWithoutAnyLook() throws IOException {
    byte[] bytes = log().getBytes(StandardCharsets.UTF_8);
    assertThat(beginning(bytes, StandardCharsets.UTF_8, Instant.EPOCH)).isZero();
    assertThat(asked).isZero();
  }

  @Test
  void logWithoutDatesIsReadFromItsBeginning() throws IOException {
    byte[] bytes = "no date at all\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    assertThat(beginning(bytes, StandardCharsets.UTF_8, minute(5))).isZero();
    assertThat(beginning(new byte[2_000_000], StandardCharsets.UTF_8, minute(5))).isZero();
  }

  @Test
  void singleForgedDateHidesNothing() throws IOException {
    String young = minute(LINES) + " from 2001:db8::1\n";
    String forged = FIRST + " from 192.0.2.9\n";
    byte[] bytes = (young + forged + young).repeat(40_000).getBytes(StandardCharsets.UTF_8);
    assertThat(beginning(bytes, StandardCharsets.UTF_8, minute(LINES))).isZero();
  }

  @Test
  void disorderUndatedPartsAndLongLinesHideNothing() throws IOException {
    for (int round = 0; round < 30; round++) {
      long seed = System.nanoTime();
      Random random = new Random(seed);
      int since = random.nextInt(20_000);
      StringBuilder text = new StringBuilder();
      long wanted = Long.MAX_VALUE;
      for (int i = 0; i < 20_000; i++) {
        Instant when = minute(i).minusSeconds(random.nextInt(3600));
        if (random.nextInt(50) == 0) {
          text.append("undated ".repeat(random.nextInt(300))).append('\n');
        }
        if (!when.isBefore(minute(since)) && wanted == Long.MAX_VALUE) {
          wanted = text.length();
        }
        text.append(when).append(" x\n");
      }
      long found =
          beginning(
              text.toString().getBytes(StandardCharsets.UTF_8),
              StandardCharsets.UTF_8,
              minute(since));
      assertThat(found).as("seed " + seed).isLessThanOrEqualTo(wanted);
    }
  }
}
