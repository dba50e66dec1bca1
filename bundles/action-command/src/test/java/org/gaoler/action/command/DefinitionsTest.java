package org.gaoler.action.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a jail may write, and what it is told if that is wrong. */
class DefinitionsTest {

  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void setScene() {
    scene = new Scene(folder);
  }

  private void run(String action, Map<String, String> options) throws Exception {
    Enforcer enforcer = scene.enforcer(action, options);
    enforcer.open();
    enforcer.apply(scene.bans(false, "192.0.2.1", "2001:db8::1"), List.of());
  }

  @Test
  void filesOfTheFolderAreActionsByTheirNames() throws Exception {
    scene.action("mine.conf", "[Definition]", "actionban = " + scene.echo("<what> <ip> <name>"));
    scene.action("mine.local", "[Init]", "what = local");
    assertThat(scene.factory().offers("mine")).isTrue();
    assertThat(scene.factory().offers("other")).isFalse();
    assertThat(scene.factory().offers("../action.d/mine")).isFalse();
    run("mine", Map.of());
    run("mine", Map.of("what", "given", "name", "all"));
    assertThat(scene.said())
        .containsExactly(
            "local 192.0.2.1 sshd",
            "local 2001:db8::1 sshd",
            "given 192.0.2.1 all",
            "given 2001:db8::1 all");
  }

  @Test
  void headerOfMailsIsATagWithTagsInIt() throws Exception {
    scene.action("tell.conf", "[Definition]", "actionban = " + scene.echo("<emailheader>"));
    run("tell", Map.of());
    run("tell", Map.of("actname", "b", "emailheader", "[rack 7, <jail>, <ip>]"));
    assertThat(scene.said())
        .containsExactly(
            "[Fail2Ban]", "[Fail2Ban]", "[rack 7, sshd, 192.0.2.1]", "[rack 7, sshd, 2001:db8::1]");
  }

  @Test
  void fileAnywhereIsAnActionWithItsIncludesAndFamilies() throws Exception {
    scene.action("x-common.conf", "[Init]", "tool = four", "[Init?family=inet6]", "tool = six");
    Path file =
        scene.action(
            "x.conf",
            "[INCLUDES]",
            "before = x-common.conf",
            "[Definition]",
            "_line = <tool> <ip> %(_end)s",
            "_end = <actname>",
            "actionban = " + scene.echo("<_line>"));
    run("command", Map.of("file", file.toString()));
    run("command", Map.of("file", file.toString(), "tool", "mine", "name", "sshd-b"));
    assertThat(scene.said())
        .containsExactly(
            "four 192.0.2.1 x", "six 2001:db8::1 x", "mine 192.0.2.1 x-b", "mine 2001:db8::1 x-b");
  }

  @Test
  void commandsOfTheJailMayDifferByFamily() throws Exception {
    run(
        "command",
        Map.of("ban", scene.echo("four <ip>"), "ban?family=inet6", scene.echo("six <ip>")));
    assertThat(scene.said()).containsExactly("four 192.0.2.1", "six 2001:db8::1");
  }

  @ParameterizedTest
  @CsvSource({
    "colour, green, unknown option colour = green; accepted are",
    "bann, x, unknown option bann = x; accepted are",
    "timeout, soon, option timeout = soon: accepted are",
    "timeout, 0, option timeout = 0: accepted are",
    "timeout, -1, option timeout = -1: accepted are",
    "file, relative.conf, an absolute path is needed",
    "file, /no/such/x.conf, there is no file /no/such/x.conf",
    "stop, <actionstop>x, its tags refer to each other"
  })
  void wrongOptionIsToldWithItsValueAndWhatIsAccepted(String option, String value, String told) {
    assertThatThrownBy(() -> scene.enforcer("command", Map.of("ban", "true", option, value)))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("action command: ", told);
  }

  @Test
  void actionWithoutACommandIsRefused() {
    Path file = scene.action("empty.conf", "[Definition]", "actionban =", "[Init]", "x = 1");
    assertThatThrownBy(() -> scene.enforcer("empty", Map.of()))
        .hasMessageContainingAll(file.toString(), "defines no command", "actionban");
    assertThatThrownBy(() -> scene.enforcer("command", Map.of()))
        .hasMessageContaining("defines no command");
  }

  @Test
  void editedFileIsToldUnlessItIsWrong() throws Exception {
    scene.action("mine.conf", "[Definition]", "actionban = true");
    Enforcer enforcer = scene.enforcer("mine", Map.of());
    assertThat(enforcer.upToDate()).isTrue();
    scene.action("mine.conf", "# aside", "[Definition]", "actionban = true");
    assertThat(enforcer.upToDate()).isTrue();
    scene.action("mine.conf", "[Definition]", "actionban = %(none)s");
    assertThat(enforcer.upToDate()).isTrue();
    scene.action("mine.local", "[Definition]", "actionban = false");
    assertThat(enforcer.upToDate()).isFalse();
    assertThat(scene.enforcer("command", Map.of("ban", "true")).upToDate()).isTrue();
  }

  @Test
  void fileThatOthersCanWriteIsRefused() throws Exception {
    Path file = scene.action("open.conf", "[Definition]", "actionban = true");
    for (Path place : List.of(file, file.getParent())) {
      Set<PosixFilePermission> usual = Files.getPosixFilePermissions(place);
      for (String modes : List.of("rwxrwxrwx", "rwxrwxr-x")) {
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(modes));
        assertThatThrownBy(() -> scene.enforcer("open", Map.of()))
            .hasMessageContainingAll("can write to " + place, "chmod go-w " + place);
      }
      Files.setPosixFilePermissions(place, usual);
    }
    assertThat(scene.enforcer("open", Map.of())).isNotNull();
  }

  @Test
  void mistakeInAFileIsToldWithItsPlace() {
    Path file = scene.action("wrong.conf", "[Definition]", "actionban = %(none)s <ip>");
    assertThatThrownBy(() -> scene.enforcer("wrong", Map.of()))
        .hasMessageContainingAll("%(none)s", file + " line 2");
    scene.action("text.conf", "actionban = x");
    assertThatThrownBy(() -> scene.enforcer("text", Map.of()))
        .hasMessageContainingAll("text.conf line 1", "before the first [section]");
  }

  @Test
  void exampleOfTheReadmeDrivesAFirewallElsewhere() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    String example = readme.substring(readme.indexOf("[Definition]"));
    scene.action("edge.conf", example.substring(0, example.indexOf("```")));

    run("edge", Map.of("ssh", "echo >>" + scene.file("said"), "port", "ssh"));

    assertThat(scene.said())
        .containsExactly(
            "ipset -exist create banned-sshd hash:ip family inet",
            "ipset -exist add banned-sshd 192.0.2.1",
            "ipset -exist create banned6-sshd hash:ip family inet6",
            "ipset -exist add banned6-sshd 2001:db8::1");
  }
}
