package org.gaoler.commands.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import org.gaoler.api.operate.Finding;
import org.gaoler.commands.Commands;
import org.gaoler.commands.Console;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorCommandsTest {

  private static final List<String> VERBS =
      List.of(
          "status",
          "banned",
          "ban",
          "unban",
          "why",
          "quiet",
          "reset-counters",
          "verify-firewall",
          "import",
          "watch",
          "plugins",
          "reload",
          "doctor",
          "stop",
          "test",
          "shell",
          "version",
          "help");

  private final Desk desk = new Desk();

  @Test
  void unknownVerbIsNamedWithTheNearestAndAllOthers() {
    Desk.Answer answer = desk.type("stauts");

    assertThat(answer.status()).isEqualTo(Commands.WRONG_USAGE);
    assertThat(answer.err())
        .isEqualTo(
            "gaoler: unknown verb \"stauts\" (did you mean \"status\"?); there are "
                + String.join(", ", VERBS)
                + "\n");
  }

  @Test
  void unknownOptionIsNamedWithTheNearestAndAllOthers() {
    assertThat(desk.type("ban", "sshd", "192.0.2.1", "--fro", "1h").err())
        .isEqualTo(
            "gaoler: ban: unknown option \"--fro\" (did you mean \"--for\"?);"
                + " accepted are --for, --reason, --spare, --force, --json, --help\n");
  }

  @Test
  void missingAndSurplusWordsAreNamed() {
    assertThat(desk.type("ban", "sshd").err()).contains("ADDRESS is missing", "usage: ban JAIL");
    assertThat(desk.type("version", "please").err()).contains("one word too many, \"please\"");
    assertThat(desk.type("ban", "--for").err()).contains("--for needs TIME");
    assertThat(desk.type("status", "--json=yes").err()).contains("--json takes no value");
    assertThat(desk.type().err()).contains("a verb is missing");
    for (Desk.Answer answer :
        List.of(desk.type("ban", "sshd"), desk.type("version", "please"), desk.type())) {
      assertThat(answer.status()).isEqualTo(Commands.WRONG_USAGE);
      assertThat(answer.err()).hasLineCount(1);
    }
  }

  @Test
  void hostileWordsAreShownClean() {
    assertThat(desk.type("\u001b[2Jx\n" + "y".repeat(1000)).err())
        .hasLineCount(1)
        .doesNotContain("\u001b")
        .startsWith("gaoler: unknown verb \"·[2Jx·yyy")
        .hasSizeLessThan(300);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "banned",
        "ban",
        "unban",
        "why",
        "verify-firewall",
        "import",
        "watch",
        "plugins",
        "reload",
        "doctor",
        "stop",
        "test",
        "shell",
        "version",
        "help"
      })
  void everyVerbExplainsItselfWithAnExample(String verb) {
    Desk.Answer answer = desk.type(verb, "--help");

    assertThat(answer.status()).isEqualTo(Commands.OK);
    assertThat(answer.out())
        .startsWith("gaoler " + verb)
        .contains("example: gaoler " + verb, "exit status: 0");
    assertThat(desk.type("help", verb).out()).isEqualTo(answer.out());
  }

  @Test
  void helpListsEveryVerb() {
    assertThat(desk.commands.verbs()).extracting(Commands.Summary::verb).isEqualTo(VERBS);
    assertThat(desk.type("--help").out()).isEqualTo(desk.type("help").out());
    for (String verb : VERBS) {
      assertThat(desk.type("help").out()).contains("\n  " + verb);
      assertThat(desk.type("help", "--json").out()).contains("{\"verb\":\"" + verb + "\"");
    }
  }

  @Test
  void withoutCoreItSaysSoAndStillHelps() {
    OperatorCommands orphan = new OperatorCommands();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(out, err, 0, false);

    assertThat(orphan.run(List.of("status"), console)).isEqualTo(Commands.REFUSED);
    assertThat(err.toString()).contains("bundle org.gaoler.core").hasLineCount(1);
    assertThat(orphan.run(List.of("help"), console)).isEqualTo(Commands.OK);
    assertThat(orphan.complete(List.of("status", "--j"), 1)).containsExactly("--json");
    assertThat(orphan.complete(List.of("status", ""), 1)).isEmpty();
  }

  @Test
  void reloadTellsEachThingThatIsWrong() {
    assertThat(desk.type("reload").out()).isEqualTo("reloaded\n");
    desk.operator.withWrong("a.cfg: bantime = 10q").withWrong("b.cfg: filter = nosuch");

    Desk.Answer answer = desk.type("reload", "--json");

    assertThat(answer.status()).isEqualTo(Commands.REFUSED);
    assertThat(answer.out())
        .isEqualTo("{\"wrong\":[\"a.cfg: bantime = 10q\",\"b.cfg: filter = nosuch\"]}\n");
    assertThat(answer.err()).hasLineCount(2);
  }

  @Test
  void doctorTellsWhatMendsIt() {
    assertThat(desk.type("doctor").out()).isEqualTo("nothing is amiss\n");
    desk.operator.with(new Finding(false, "ip6tables is missing", "apt-get install iptables"));
    assertThat(desk.type("doctor").status()).isEqualTo(Commands.OK);
    desk.operator.with(new Finding(true, "iptables is missing", "apt-get install iptables"));

    assertThat(desk.type("doctor").status()).isEqualTo(Commands.REFUSED);
    assertThat(desk.type("doctor").out())
        .contains("wrong  iptables is missing\n       mend it: apt-get install iptables\n");
    assertThat(desk.type("doctor", "--json").out())
        .contains(
            "{\"grave\":true,\"what\":\"iptables is missing\","
                + "\"remedy\":\"apt-get install iptables\"}");
  }

  @Test
  void versionTellsOursAndJavas() {
    assertThat(desk.type("version").out())
        .isEqualTo("gaoler 0.1.0 on Java " + Runtime.version() + "\n");
    assertThat(desk.type("version", "--json").out()).startsWith("{\"version\":\"0.1.0\",");
    assertThat(desk.type("--version").out()).isEqualTo(desk.type("version").out());
  }

  @Test
  void interactiveSessionIsRefusedHere() {
    assertThat(desk.type("shell").status()).isEqualTo(Commands.REFUSED);
  }

  @Test
  void completesVerbsJailsBannedAddressesOptionsAndValues() {
    desk.withJail("sshd").withJail("web");
    desk.operator.with(Desk.sentence("sshd", "192.0.2.7"));
    desk.operator.with(Desk.sentence("sshd", "2001:db8::7"));

    assertThat(complete("st")).containsExactly("status", "stop");
    assertThat(complete("status", "s")).containsExactly("sshd");
    assertThat(complete("ban", "")).containsExactly("sshd", "web");
    assertThat(complete("ban", "--for", "1h", "w")).containsExactly("web");
    assertThat(complete("ban", "sshd", "192.0.2.1", "--for", "1"))
        .containsExactly("10m", "1d", "1h", "1w");
    assertThat(complete("unban", "2")).containsExactly("2001:db8::7");
    assertThat(complete("why", "1")).containsExactly("192.0.2.7");
    assertThat(complete("unban", "--jail", "s")).containsExactly("sshd");
    assertThat(complete("unban", "192.0.2.7", "--")).contains("--all", "--jail", "--json");
    assertThat(complete("help", "wa")).containsExactly("watch");
    assertThat(complete("nosuch", "")).isEmpty();
  }

  private List<String> complete(String... words) {
    return desk.commands.complete(List.of(words), words.length - 1);
  }

  @Test
  void faultsOfTheSystemItselfAreToldInOneLine() {
    StringWriter err = new StringWriter();
    Writer out =
        new StringWriter() {
          @Override
          public void write(String text) {
            throw new IllegalStateException("boom\nbang");
          }
        };

    assertThat(desk.commands.run(List.of("version"), new Console(out, err, 0, false)))
        .isEqualTo(Commands.REFUSED);
    assertThat(err.toString()).contains("boom·bang").hasLineCount(1);
  }
}
