package org.gaoler.action.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.action.mail.post.Mail;
import org.gaoler.action.mail.post.ProgramCarrier;
import org.gaoler.action.mail.post.Sender;
import org.gaoler.api.Fault;
import org.gaoler.api.Notice;
import org.gaoler.api.Notifier;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that fail, hang or are missing, and words before their arguments. */
final class ProgramTest {

  private static final Mail MAIL =
      new Mail("b-1", List.of("b-1"), "subject", "text\n", Optional.empty());
  private static final Sender SENDER =
      new Sender("root@example.com", "Gaoler", "web-07.example.com", "web-07");

  @TempDir Path folder;

  private void carry(Duration limit) throws Exception {
    new ProgramCarrier(List.of(folder.resolve("sendmail").toString()), Clock.systemUTC())
        .carry(MAIL, SENDER, List.of("root"), limit);
  }

  @Test
  void failureIsToldWithStatusAndOutput() throws Exception {
    RecordingProgram program = new RecordingProgram(folder);
    Files.writeString(folder.resolve("refuse"), "");
    assertThatThrownBy(() -> carry(Duration.ofSeconds(20)))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(
            program.path() + " -i -f root@example.com -- root",
            "status 75",
            "queue file write error second line");
  }

  @Test
  void recipientThatTheProgramRefusesDoesNotKeepTheMailFromOthers() throws Exception {
    RecordingProgram program = new RecordingProgram(folder);
    Files.writeString(folder.resolve("refuse-gone@example.com"), "");
    Notifier notifier =
        new Configured()
            .with("mta", program.path())
            .notifier("sendmail", Map.of("dest", "gone@example.com, one@example.com"));
    List<Notice> notices = List.of(Notices.ban("b-1", "192.0.2.1"));
    for (int time = 0; time < 2; time++) {
      assertThatThrownBy(() -> notifier.tell(notices))
          .isInstanceOf(Fault.class)
          .hasMessageContainingAll("gone@example.com", "status 65", "no such user");
    }
    assertThat(program.received())
        .singleElement()
        .extracting(each -> each.to().get(each.to().size() - 1))
        .isEqualTo("one@example.com");
  }

  @Test
  void programThatHangsIsEnded() throws Exception {
    RecordingProgram program = new RecordingProgram(folder);
    Files.writeString(folder.resolve("hang"), "");
    assertThatThrownBy(() -> carry(Duration.ofSeconds(2)))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(program.path(), "no end within 2 s");
    long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    Eventually.await(
        "the program has ended",
        Duration.ofSeconds(10),
        () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void missingProgramIsNamedWithTheCommandThatInstallsOne() throws Exception {
    Configured configured = new Configured().with("mta", "/usr/sbin/no-such-program");
    assertThatThrownBy(
            () -> configured.notifier("mail").tell(List.of(Notices.ban("b-1", "192.0.2.1"))))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("/usr/sbin/no-such-program", "mta", "apt-get install");
    assertThat(configured.factory().missing())
        .singleElement()
        .asString()
        .contains("/usr/sbin/no-such-program");
  }

  @Test
  void wordsBehindTheProgramComeBeforeOurs() throws Exception {
    RecordingProgram program = new RecordingProgram(folder);
    new Configured()
        .with("mta", program.path() + " -a office")
        .notifier("sendmail", Map.of("dest", "one@example.com two@example.com"))
        .tell(List.of(Notices.ban("b-1", "2001:db8::1")));
    assertThat(program.received())
        .singleElement()
        .extracting(Received::to)
        .isEqualTo(
            List.of(
                "-a",
                "office",
                "-i",
                "-f",
                "root@web-07.example.com",
                "--",
                "one@example.com",
                "two@example.com"));
  }
}
