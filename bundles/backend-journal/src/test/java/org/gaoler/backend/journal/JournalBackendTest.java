package org.gaoler.backend.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.gaoler.api.Fault;
import org.gaoler.api.LogBackend;
import org.gaoler.api.LogBackend.Follow;
import org.gaoler.api.LogSpec;
import org.gaoler.api.SourceChange.Kind;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.LineCollector;
import org.gaoler.testkit.LogBackendKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalBackendTest extends LogBackendKit {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

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

  @Test
  void entryFromAnIpv6AddressBecomesALine() throws Exception {
    journal.write("Failed password for root from 2001:db8::1 port 22 ssh2");
    LineCollector sink = new LineCollector();
    follow(log(), sink);
    sink.awaitLines(1);
    assertThat(sink.lines())
        .containsExactly("mx sshd[77]: Failed password for root from 2001:db8::1 port 22 ssh2");
  }

  @Test
  void lineFeedInAMessageMakesNoSecondLine() throws Exception {
    journal.write("invalid user x\nmx sshd[1]: Failed password for root from 192.0.2.1");
    LineCollector sink = new LineCollector();
    follow(log(), sink);
    sink.awaitLines(1);
    assertThat(sink.lines())
        .containsExactly(
            "mx sshd[77]: invalid user x\\nmx sshd[1]: Failed password for root from 192.0.2.1");
  }

  @Test
  void kernelEntryCarriesTheTimeSinceBoot() throws Exception {
    Map<String, String> fields =
        Map.of(
            "_TRANSPORT", "kernel",
            "SYSLOG_IDENTIFIER", "kernel",
            "_SOURCE_MONOTONIC_TIMESTAMP", "12345678");
    journal.write(fields, "DROP SRC=198.51.100.7");
    LineCollector sink = new LineCollector();
    follow(log("_TRANSPORT=kernel"), sink);
    sink.awaitLines(1);
    assertThat(sink.lines()).containsExactly("mx kernel: [   12.345678] DROP SRC=198.51.100.7");
  }

  @Test
  void onlyWhatMatchesIsRead() throws Exception {
    journal.write(Map.of("SYSLOG_IDENTIFIER", "a", "_SYSTEMD_UNIT", "a.service"), "from a");
    journal.write(Map.of("SYSLOG_IDENTIFIER", "b", "_SYSTEMD_UNIT", "b.service"), "from b");
    journal.write(Map.of("SYSLOG_IDENTIFIER", "c", "_SYSTEMD_UNIT", "c.service"), "from c");
    LineCollector sink = new LineCollector();
    follow(log("_SYSTEMD_UNIT=a.service + SYSLOG_IDENTIFIER=c _HOSTNAME=mx"), sink);
    sink.awaitChange(Kind.CAUGHT_UP, 1);
    assertThat(sink.lines()).containsExactly("mx a: from a", "mx c: from c");
  }

  @Test
  void entriesOfAnEarlierBootAreNotSkipped() throws Exception {
    write("one");
    LineCollector first = new LineCollector();
    Follow follow = follow(log(), first);
    first.awaitLines(1);
    follow.close();
    write("two, before the reboot");
    journal.reboot();
    write("three, after it");
    LineCollector second = new LineCollector(first.positions());
    follow(log(), second);
    second.awaitLines(2);
    write("four");
    second.awaitLines(3);
    assertThat(second.lines())
        .containsExactly(
            "mx sshd[77]: two, before the reboot",
            "mx sshd[77]: three, after it",
            "mx sshd[77]: four");
  }

  @Test
  void sinceLeavesOlderEntriesOut() throws Exception {
    write("old");
    long micros = journal.write("new");
    LineCollector sink = new LineCollector();
    Instant since = Instant.ofEpochSecond(micros / 1_000_000);
    follow(new LogSpec("", "", since, false), sink);
    sink.awaitLines(1);
    assertThat(sink.lines()).containsExactly("mx sshd[77]: new");
  }

  @Test
  void fromEndBeginsBehindTheLastEntry() throws Exception {
    write("old");
    LineCollector sink = new LineCollector();
    follow(new LogSpec("", "", Instant.EPOCH, true), sink);
    sink.awaitChange(Kind.CAUGHT_UP, 1);
    write("new");
    sink.awaitLines(1);
    assertThat(sink.lines()).containsExactly("mx sshd[77]: new");
  }

  @Test
  void killedChildIsReplacedAndNothingIsLostOrDoubled() throws Exception {
    LineCollector sink = new LineCollector();
    write("entry 0");
    follow(log(), sink);
    sink.awaitLines(1);
    int written = 1;
    for (int kill = 0; kill < 3; kill++) {
      awaitChild().destroyForcibly();
      for (int i = 0; i < 200; i++) {
        journal.send("entry " + written++);
      }
      sink.awaitLines(written - 50);
    }
    sink.awaitLines(written);
    List<String> expected =
        IntStream.range(0, written).mapToObj(i -> "mx sshd[77]: entry " + i).toList();
    assertThat(sink.lines()).isEqualTo(expected);
    assertThat(sink.changes())
        .extracting(change -> change.kind())
        .containsExactly(Kind.APPEARED, Kind.CAUGHT_UP);
  }

  @Test
  void closingEndsTheChild() throws Exception {
    LineCollector sink = new LineCollector();
    write("one");
    Follow follow = follow(log(), sink);
    sink.awaitLines(1);
    ProcessHandle child = awaitChild();
    follow.close();
    Eventually.await("the child ends", PATIENCE, () -> !child.isAlive());
  }

  private ProcessHandle awaitChild() {
    Eventually.await("a child follows", PATIENCE, () -> child().isPresent());
    return child().orElseThrow();
  }

  private Optional<ProcessHandle> child() {
    return ProcessHandle.current()
        .children()
        .filter(process -> commandLine(process).contains("--follow"))
        .filter(process -> commandLine(process).contains(directory.toString()))
        .findAny();
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  @Test
  void missingDirectoryIsToldAndWaitedFor() throws Exception {
    Path later = directory.resolve("later");
    JournalBackend waiting = new JournalBackend("journalctl", later.toString());
    LineCollector sink = new LineCollector();
    Follow follow = waiting.follow(log(), sink);
    sink.awaitChange(Kind.UNREADABLE, 1);
    assertThat(sink.changes().get(0).detail()).contains(later.toString(), "No such file");
    assertThat(waiting.unusable()).get().asString().contains(later.toString());
    follow.close();
    waiting.stop();
  }

  @Test
  void missingProgramIsTold() throws Exception {
    JournalBackend without = new JournalBackend("/nonexistent/journalctl", directory.toString());
    assertThat(without.unusable()).get().asString().contains("/nonexistent/journalctl");
    LineCollector sink = new LineCollector();
    Follow follow = without.follow(log(), sink);
    sink.awaitChange(Kind.UNREADABLE, 1);
    assertThat(sink.changes().get(0).detail()).contains("/nonexistent/journalctl");
    follow.close();
  }

  @Test
  void optionInsteadOfAMatchIsRefused() {
    assertThatThrownBy(() -> backend.follow(log("--vacuum-size=1 A=1"), new LineCollector()))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("--vacuum-size=1")
        .hasMessageContaining("FIELD=value");
  }
}
