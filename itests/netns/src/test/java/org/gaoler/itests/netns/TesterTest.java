package org.gaoler.itests.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter tester of the distribution, without any daemon. */
@Tag("daemon")
class TesterTest {

  private static final String LINE =
      "Nov 20 01:02:03 host sshd[7]: Failed password for root from %s port 4711 ssh2";

  private final Path folder = Places.scratch();
  private Command gaoler;

  @BeforeEach
  void find() throws IOException {
    Files.createDirectories(folder.resolve("etc"));
    gaoler =
        Command.of(
            Places.distribution().resolve("bin/gaoler").toString(), "--base", folder.toString());
  }

  @AfterEach
  void leave() {
    Places.remove(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void filterOfAPackIsTriedWithoutDaemon(String address) {
    String answer = gaoler.with("test", "--json", LINE.formatted(address), "sshd").must();

    Map<?, ?> told = Json.object(answer);
    assertThat(told.get("filter")).isEqualTo("sshd");
    assertThat(answer).contains("\"address\":\"" + address + "\"");
  }

  @Test
  void jailOfTheInstanceIsTried() throws IOException {
    Files.writeString(
        folder.resolve("etc/org.gaoler.jail-door.cfg"), "filter = sshd[mode=aggressive]\n");

    assertThat(gaoler.with("test", LINE.formatted("192.0.2.1"), "door").must())
        .contains("jail door")
        .contains("1 line: 1 matched");
  }

  @Test
  void statusTellsWhetherAnythingMatched() {
    assertThat(gaoler.with("test", "nothing", "sshd").run().exit()).isEqualTo(1);
    assertThat(gaoler.with("test", "nothing", "nosuch").run().exit()).isEqualTo(2);
    assertThat(gaoler.with("test", "nothing", "sshd", "--nosuch").run().err().lines()).hasSize(1);
  }

  @Test
  void readerThatLeavesIsNoError() {
    String script = "yes '" + LINE.formatted("192.0.2.1") + "' | head -2000 | \"$@\" | head -1";
    Command piped =
        Command.of("sh", "-c", script, "sh")
            .with(gaoler.words().toArray(new String[0]))
            .with("test", "-", "sshd", "--explain", "--all");

    Command.Outcome outcome = piped.run();

    assertThat(outcome.out()).startsWith("source  standard input");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void scriptsForFail2banRegexGoOn() {
    assertThat(
            gaoler.with("fail2ban-regex", "-o", "ip", LINE.formatted("192.0.2.1"), "sshd").must())
        .isEqualTo("192.0.2.1\n");
    assertThat(gaoler.with("fail2ban-regex", "one word").run().exit()).isEqualTo(255);
  }
}
