package org.gaoler.backend.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.gaoler.api.Fault;
import org.gaoler.api.LogBackend;
import org.gaoler.api.LogSpec;
import org.gaoler.api.SourceChange;
import org.gaoler.testkit.FileBackendKit;
import org.gaoler.testkit.LineCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PollingBackendTest extends FileBackendKit {

  private final PollingBackend backend = new PollingBackend(Duration.ofMillis(2));

  @Override
  protected LogBackend backend() {
    return backend;
  }

  @AfterEach
  void stop() {
    backend.stop();
  }

  @TempDir private Path logs;

  @Test
  void logOfExpensiveLinesKeepsNoOtherWaiting() throws Exception {
    Path expensive = Files.createFile(logs.resolve("expensive.log"));
    Path other = Files.createFile(logs.resolve("other.log"));
    LineCollector slow = new LineCollector();
    LineCollector quick = new LineCollector();
    try (LogBackend.Follow first = follow(expensive, slow);
        LogBackend.Follow second = follow(other, quick)) {
      slow.awaitChange(SourceChange.Kind.CAUGHT_UP, 1);
      quick.awaitChange(SourceChange.Kind.CAUGHT_UP, 1);
      slow.whenCalled(() -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(12)));
      Files.writeString(expensive, "a line that takes very long to be dealt with\n".repeat(20_000));
      slow.awaitLines(1);
      Files.writeString(other, "one\n");
      quick.awaitLines(1);
      assertThat(slow.lines()).hasSizeLessThan(20_000);
      slow.whenCalled(() -> {});
      slow.awaitLines(20_000);
    }
  }

  private LogBackend.Follow follow(Path log, LineCollector sink) throws Fault {
    return backend.follow(
        new LogSpec(log.toString(), "", Instant.EPOCH, false, List.of(), StandardCharsets.UTF_8),
        sink);
  }
}
