package org.gaoler.action.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Notice;
import org.gaoler.api.NotifierFactory;
import org.gaoler.testkit.NotifierKit;
import org.junit.jupiter.api.io.TempDir;

/** The contract of notifiers, with a program that records what it gets. */
final class ProgramContractTest extends NotifierKit {

  @TempDir Path folder;

  private RecordingProgram program;

  @Override
  protected NotifierFactory factory() {
    program = new RecordingProgram(folder);
    return new Configured().with("mta", program.path()).factory();
  }

  @Override
  protected String action() {
    return "sendmail-whois-lines";
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("dest", "root", "whois", "no");
  }

  @Override
  protected boolean arrived(Notice notice) throws Exception {
    for (Received each : program.received()) {
      if (each.text().contains("event " + notice.id() + "\n")) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected boolean breakDown() throws IOException {
    Files.writeString(folder.resolve("refuse"), "");
    return true;
  }

  @Override
  protected void mend() throws IOException {
    Files.delete(folder.resolve("refuse"));
  }

  @Override
  protected void assertPlain(Notice notice) throws Exception {
    List<Received> all = program.received();
    assertThat(all).isNotEmpty();
    for (Received each : all) {
      Plain.check(each);
      assertThat(each.to()).containsExactly("-i", "-f", "root@web-07.example.com", "--", "root");
    }
  }
}
