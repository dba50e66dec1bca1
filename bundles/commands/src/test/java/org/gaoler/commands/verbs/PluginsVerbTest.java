package org.gaoler.commands.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gaoler.api.operate.Plugin;
import org.gaoler.api.operate.Plugin.Kind;
import org.gaoler.api.operate.Plugin.Offer;
import org.gaoler.api.operate.Plugin.State;
import org.gaoler.commands.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PluginsVerbTest {

  private final Desk desk = new Desk();

  @BeforeEach
  void install() {
    desk.withJail("sshd");
    desk.operator
        .with(
            new Plugin(
                "notes.txt.jar",
                "",
                "/var/lib/gaoler/deploy/notes.txt.jar",
                false,
                State.BROKEN,
                List.of(),
                List.of("is no jar: copy it again")))
        .with(
            new Plugin(
                "org.example.gate",
                "1.2.0",
                "/var/lib/gaoler/deploy/gate.jar",
                false,
                State.IN_USE,
                List.of(
                    new Offer(Kind.ACTION, "gate", State.IN_USE, List.of("sshd", "web"), ""),
                    new Offer(
                        Kind.ACTION, "iptables", State.SHADOWED, List.of(), "shadowed by other")),
                List.of("action iptables: shadowed by other")))
        .with(
            new Plugin(
                "org.gaoler.action.route",
                "0.1.0",
                "mvn:org.gaoler/org.gaoler.action.route/0.1.0",
                true,
                State.IDLE,
                List.of(
                    new Offer(Kind.ACTION, "b", State.IDLE, List.of(), "no jail names it"),
                    new Offer(Kind.ACTION, "c", State.IDLE, List.of(), "no jail names it"),
                    new Offer(Kind.ACTION, "d", State.IDLE, List.of(), "no jail names it"),
                    new Offer(Kind.ACTION, "e", State.IDLE, List.of(), "no jail names it"),
                    new Offer(Kind.ACTION, "route", State.IN_USE, List.of("sshd"), "")),
                List.of()));
  }

  @Test
  void overviewIsATableAndSaysBelowWhatIsWrong() {
    Desk.Answer answer = desk.type("plugins");
    assertThat(answer.status()).isEqualTo(Commands.OK);
    assertThat(answer.out().lines())
        .containsExactly(
            "PLUGIN                   VERSION  STATE   KIND    JAILS      OFFERS",
            "notes.txt.jar                     BROKEN",
            "org.example.gate         1.2.0    IN USE  action  sshd, web  gate, iptables",
            "org.gaoler.action.route  0.1.0    IDLE    action  sshd       route, b, c, d and 1 more",
            "notes.txt.jar: broken: is no jar: copy it again",
            "org.example.gate: in use: action iptables: shadowed by other");
  }

  @Test
  void oneIsToldInFullByItsNameOrItsFile() {
    List<String> full =
        List.of(
            "org.example.gate 1.2.0  IN USE",
            "  from         /var/lib/gaoler/deploy/gate.jar",
            "  action       gate: in use by sshd, web",
            "  action       iptables: shadowed: shadowed by other",
            "  why          action iptables: shadowed by other");
    assertThat(desk.type("plugins", "org.example.gate").out().lines())
        .containsExactlyElementsOf(full);
    assertThat(desk.type("plugins", "gate.jar").out().lines()).containsExactlyElementsOf(full);
    assertThat(desk.type("plugins", "-v").out())
        .contains("came with Gaoler")
        .contains("  action       b: idle: no jail names it");
  }

  @Test
  void whatIsNotThereIsRefusedWithWhatIs() {
    Desk.Answer answer = desk.type("plugins", "org.example.gat");
    assertThat(answer.status()).isEqualTo(Commands.REFUSED);
    assertThat(answer.err()).contains("org.example.gat").contains("did you mean");
  }

  @Test
  void jsonHasEverything() {
    String json = desk.type("plugins", "gate.jar", "--json").out();
    assertThat(json)
        .isEqualTo(
            "{\"plugins\":[{\"name\":\"org.example.gate\",\"version\":\"1.2.0\","
                + "\"file\":\"/var/lib/gaoler/deploy/gate.jar\",\"shipped\":false,"
                + "\"state\":\"IN_USE\",\"troubled\":true,\"offers\":["
                + "{\"kind\":\"action\",\"name\":\"gate\",\"state\":\"IN_USE\","
                + "\"jails\":[\"sshd\",\"web\"],\"reason\":\"\"},"
                + "{\"kind\":\"action\",\"name\":\"iptables\",\"state\":\"SHADOWED\","
                + "\"jails\":[],\"reason\":\"shadowed by other\"}],"
                + "\"reasons\":[\"action iptables: shadowed by other\"]}]}\n");
  }

  @Test
  void statusTellsOfPluginsThatNeedLookingAfter() {
    assertThat(desk.type("status").out())
        .contains("plugin notes.txt.jar: broken: is no jar: copy it again\n")
        .doesNotContain("action.route");
    assertThat(desk.type("status", "--json").out())
        .contains("\"plugins\":[\"notes.txt.jar: broken: is no jar: copy it again\",");
    assertThat(desk.type("status", "sshd").out()).doesNotContain("notes.txt.jar");
  }

  @Test
  void hostileNamesOfFilesCannotSteerATerminal() {
    desk.operator.with(
        new Plugin(
            "a\u001b[2J.jar",
            "",
            "/x/a\u001b[2J.jar",
            false,
            State.BROKEN,
            List.of(),
            List.of("e\rvil")));
    assertThat(desk.type("plugins").out()).doesNotContain("\u001b").doesNotContain("\r");
    assertThat(desk.type("plugins", "-v").out()).doesNotContain("\u001b").doesNotContain("\r");
    assertThat(desk.type("status").out()).doesNotContain("\u001b").doesNotContain("\r");
    assertThat(desk.type("plugins", "--json").out()).doesNotContain("\u001b");
  }

  @Test
  void namesAreCompleted() {
    assertThat(desk.commands.complete(List.of("plugins", "org.e"), 1))
        .containsExactly("org.example.gate");
    assertThat(desk.commands.complete(List.of("plug"), 0)).containsExactly("plugins");
    assertThat(desk.commands.complete(List.of("plugins", "--"), 1))
        .containsExactly("--help", "--json", "--verbose");
  }

  @Test
  void helpShowsAnExample() {
    assertThat(desk.type("plugins", "--help").out()).contains("gaoler plugins");
  }
}
