package org.gaoler.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.gaoler.api.Fault;
import org.gaoler.api.LogSpec;
import org.gaoler.testkit.LineCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read when a log is rotated between a look at it and the reading, or twice at once. */
class RotationTest {

  /** Most logs' lines end alike. */
  private static final String SAME =
      " Accepted publickey for backup from 203.0.113.9 port 40000 with a key of ssh2";

  @TempDir private Path folder;
  private final LineCollector sink = new LineCollector();
  private Path log;
  private FileFollow follow;

  @BeforeEach
  void begin() throws Fault {
    log = folder.resolve("auth.log");
    follow =
        new FileFollow(
            new LogSpec(
                log.toString(), "", Instant.EPOCH, false, List.of(), StandardCharsets.UTF_8),
            sink,
            new ReadBuffer());
  }

  @AfterEach
  void end() {
    follow.close();
    assertThat(sink.faults()).isEmpty();
  }

  private static String line(int second) {
    return "2026-01-01 00:00:%02d".formatted(second) + SAME;
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Path rotated(int age) {
    return folder.resolve("auth.log." + age);
  }

  private Deque<LogTail> look() {
    return new ArrayDeque<>(follow.look());
  }

  private void read(Deque<LogTail> ready) {
    while (!ready.isEmpty()) {
      ready.addAll(follow.turn(ready.remove()));
    }
  }

  /** Reads three contents, of which two are rotated away; the third is the log. */
  private void readThree() throws IOException {
    append(log, line(1) + "\n" + line(2) + "\n");
    read(look());
    Files.move(log, rotated(1));
    append(log, line(3) + "\n" + line(4) + "\n");
    read(look());
    shift();
    Files.move(log, rotated(1));
    append(log, line(5) + "\n");
    read(look());
    assertThat(sink.lines()).containsExactly(line(1), line(2), line(3), line(4), line(5));
  }

  private void shift() throws IOException {
    for (int age = 9; age > 0; age--) {
      if (Files.exists(rotated(age))) {
        Files.move(rotated(age), rotated(age + 1));
      }
    }
  }

  private void copyAndTruncate() throws IOException {
    shift();
    Files.copy(log, rotated(1));
    Files.newByteChannel(log, StandardOpenOption.WRITE).truncate(0).close();
  }

  @Test
  void copyOfWhatWasSeenAndNotReadIsToldFromOlderOnes() throws Exception {
    readThree();
    shift();
    Files.move(log, rotated(1));
    append(log, line(6) + "\n" + line(7) + "\n");
    Deque<LogTail> seen = look();
    copyAndTruncate();
    append(log, line(8) + "\n");
    read(seen);
    read(look());

    assertThat(sink.lines().subList(5, sink.lines().size()))
        .containsExactly(line(6), line(7), line(8));
  }

  @Test
  void copyOfTheBeginningOfALineIsToldFromOlderOnes() throws Exception {
    readThree();
    shift();
    Files.move(log, rotated(1));
    append(log, line(6).substring(0, 90));
    Deque<LogTail> seen = look();
    append(log, line(6).substring(90) + "\n");
    copyAndTruncate();
    append(log, line(7) + "\n");
    read(seen);
    read(look());

    assertThat(sink.lines().subList(5, sink.lines().size())).containsExactly(line(6), line(7));
  }

  @Test
  void fileThatCameAndWentAfterOneThatWasCopiedAndDeletedIsRead() throws Exception {
    readThree();
    shift();
    Files.copy(log, rotated(1));
    Files.delete(log);
    append(log, line(6) + "\n");
    shift();
    Files.move(log, rotated(1));
    append(log, line(7) + "\n");
    read(look());

    assertThat(sink.lines().subList(5, sink.lines().size())).containsExactly(line(6), line(7));
  }
}
