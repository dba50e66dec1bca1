package org.gaoler.backend.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import org.gaoler.api.LogBackend;
import org.gaoler.api.LogSpec;
import org.gaoler.testkit.LineCollector;
import org.gaoler.testkit.LogBackendKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalBackendTest extends LogBackendKit {

  @TempDir private Path directory;
  private JournalFiles journal;
  private JournalBackend backend;

  @BeforeEach
  void open() {
    journal = new JournalFiles(directory);
    backend = new JournalBackend("journalctl", directory.toString());
  }

  @AfterEach
  void close() throws Exception {
    backend.stop();
    journal.close();
  }

  @Override
  protected LogBackend backend() {
    return backend;
  }

  @Override
  protected LogSpec log() {
    return log("_SYSTEMD_UNIT=ssh.service");
  }

  private static LogSpec log(String match) {
    return new LogSpec("", match, Instant.EPOCH, false);
  }

  @Override
  protected void write(String line) throws Exception {
    journal.write(line);
  }

  @Test
  void entryBecomesALineWithItsTime() throws Exception {
    long micros = journal.write("Failed password for root from 192.0.2.1 port 22 ssh2");
    LineCollector sink = new LineCollector();
    follow(log(), sink);
    sink.awaitLines(1);
    assertThat(sink.lines())
        .containsExactly("mx sshd[77]: Failed password for root from 192.0.2.1 port 22 ssh2");
    assertThat(sink.micros()).containsExactly(OptionalLong.of(micros));
  }
}
