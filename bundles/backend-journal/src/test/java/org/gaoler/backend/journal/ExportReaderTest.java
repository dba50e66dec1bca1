package org.gaoler.backend.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExportReaderTest {

  private static ExportReader reader(String latin1) {
    return new ExportReader(new ByteArrayInputStream(latin1.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static String line(JournalEntry entry) {
    return new String(entry.line(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void binaryFieldMayContainAnything() throws IOException {
    ExportReader reader =
        reader("__CURSOR=s=1\nMESSAGE\n\u0007\0\0\0\0\0\0\0a\n\nB=\n\u00ff\n\n__CURSOR=s=2\n\n");
    JournalEntry first = reader.next().orElseThrow();
    assertThat(line(first)).isEqualTo("a\\n\\nB=\\n\u00ff");
    assertThat(first.cursor()).contains("s=1");
    assertThat(reader.next().orElseThrow().cursor()).contains("s=2");
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void unfinishedEntryIsDropped() throws IOException {
    assertThat(reader("__CURSOR=s=1\nMESSAGE=half").next()).isEmpty();
    assertThat(reader("__CURSOR=s=1\nMESSAGE\n\5\0\0\0\0\0\0\0abc").next()).isEmpty();
    assertThat(reader("__CURSOR=s=1\nMESSAGE=whole\n").next()).isEmpty();
  }

  @Test
  void longestPartOfAnEndlessValueIsKept() throws IOException {
    int length = 5 * 1024 * 1024;
    InputStream in =
        new ByteArrayInputStream(
            ("MESSAGE=" + "x".repeat(length) + "\n\n").getBytes(StandardCharsets.ISO_8859_1));
    Optional<JournalEntry> entry = new ExportReader(in).next();
    assertThat(entry.orElseThrow().line().length).isBetween(1000, 1024 * 1024);
  }

  @Test
  void repeatedFieldIsJoinedByABlank() throws IOException {
    JournalEntry entry = reader("MESSAGE=one\nMESSAGE=two\n\n").next().orElseThrow();
    assertThat(line(entry)).isEqualTo("one two");
  }

  @Test
  void commandNameStandsInForAMissingIdentifier() throws IOException {
    JournalEntry entry =
        reader("_HOSTNAME=mx\n_COMM=sshd\nSYSLOG_PID=5\n_PID=6\nMESSAGE=m\n\n")
            .next()
            .orElseThrow();
    assertThat(line(entry)).isEqualTo("mx sshd[5]: m");
  }

  @Test
  void timeOfTheSourceComesFirst() throws IOException {
    String received = "__REALTIME_TIMESTAMP=2\n";
    assertThat(reader(received + "\n").next().orElseThrow().micros()).hasValue(2);
    String both = received + "_SOURCE_REALTIME_TIMESTAMP=1\n\n";
    assertThat(reader(both).next().orElseThrow().micros()).hasValue(1);
    String bad = received + "_SOURCE_REALTIME_TIMESTAMP=x\n\n";
    assertThat(reader(bad).next().orElseThrow().micros()).hasValue(2);
  }
}
