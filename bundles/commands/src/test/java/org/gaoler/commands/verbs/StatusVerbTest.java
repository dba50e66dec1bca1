package org.gaoler.commands.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.gaoler.api.operate.JailStatus.Action;
import org.gaoler.api.operate.JailStatus.State;
import org.gaoler.commands.Commands;
import org.junit.jupiter.api.Test;

class StatusVerbTest {

  private final Desk desk = new Desk();

  @Test
  void overviewIsAnAlignedTableWithReasonsBelow() {
    desk.withJail("sshd").with(Desk.jail("web", State.WAITING, "waits for log /var/log/web.log"));

    Desk.Answer answer = desk.type("status");

    assertThat(answer.out())
        .isEqualTo(
            """
            JAIL  STATE     FAILURES  TRACKED  BANNED  BANNED TOTAL  BACKEND
            sshd  WATCHING        17        3       1             4  inotify (auto: the log file exists)
            web   WAITING         17        3       1             4  inotify (auto: the log file exists)
            web: waits for log /var/log/web.log
            """);
    assertThat(answer.status()).isEqualTo(Commands.OK);
    assertThat(answer.err()).isEmpty();
  }

  @Test
  void oneJailIsShownInFull() {
    desk.withJail("sshd");

    assertThat(desk.type("status", "sshd").out())
        .isEqualTo(
            """
            sshd  WATCHING
              filter    sshd[mode=normal]
              backend   inotify (auto: the log file exists)
              log       /var/log/auth.log: following, 120 lines, last 12s ago
              action    iptables: in force, holds 1
              failures  17, 3 offenders tracked, 2 forgotten for want of memory
              bans      1, 4 since start
            """);
  }

  @Test
  void verboseAddsEachSettingWithItsOrigin() {
    desk.withJail("sshd");

    assertThat(desk.type("status", "-v").out())
        .contains("  names waiting: 0\n")
        .contains("  remark    the expression at x.conf line 2 was given up on 3 lines\n")
        .contains("set       maxretry = 5  (default)");
    assertThat(desk.type("status", "--verbose").out()).isEqualTo(desk.type("status", "-v").out());
  }

  @Test
  void jsonHasEveryKeyThatTheManualLists() {
    desk.with(Desk.jail("sshd", State.DEGRADED, "action x failed"));

    assertThat(desk.type("status", "--json").out())
        .isEqualTo(
            "{\"jails\":[{\"name\":\"sshd\",\"state\":\"DEGRADED\","
                + "\"reasons\":[\"action x failed\"],"
                + "\"filter\":\"sshd[mode=normal]\","
                + "\"backend\":\"inotify (auto: the log file exists)\","
                + "\"tracked\":3,\"evicted\":2,\"failures\":17,\"banned\":1,\"bannedTotal\":4,"
                + "\"namesWaiting\":0,\"remarks\":[\"the expression at x.conf line 2 was given up on 3 lines\"],"
                + "\"sources\":[{\"name\":\"/var/log/auth.log\",\"condition\":\"following\","
                + "\"lines\":120,\"lastLine\":\"2026-03-01T09:59:48Z\"}],"
                + "\"actions\":[{\"name\":\"iptables\",\"working\":true,"
                + "\"condition\":\"in force\",\"held\":1,\"repairs\":0,\"repaired\":0,"
                + "\"lastRepair\":null,\"waiting\":null,\"dropped\":0}],"
                + "\"settings\":[{\"key\":\"maxretry\",\"value\":\"5\","
                + "\"origin\":\"default\"}]}],\"plugins\":[]}\n");
  }

  @Test
  void actionThatTellsShowsWhatWaitsAndWhatWasDropped() {
    desk.with(Desk.jail("sshd", new Action("iptables", true, "in force", OptionalInt.of(1))));
    desk.with(Desk.jail("one", Desk.mail(1, 0)));
    desk.with(Desk.jail("many", Desk.mail(10_000, 17)));
    desk.with(Desk.jail("none", Desk.mail(0, 3)));

    assertThat(desk.type("status", "sshd").out()).doesNotContain("notice", "dropped");
    assertThat(desk.type("status", "one").out()).contains("mail: at work, 1 notice waits\n");
    assertThat(desk.type("status", "many").out())
        .contains("mail: at work, 10000 notices wait, 17 dropped\n");
    assertThat(desk.type("status", "none").out()).contains("mail: at work, 3 dropped\n");
    assertThat(desk.type("status", "many", "--json").out())
        .contains("\"lastRepair\":null,\"waiting\":10000,\"dropped\":17}");
  }

  @Test
  void withoutJailsItSaysHowToAddOne() {
    assertThat(desk.type("status").out()).contains("org.gaoler.jail-NAME.cfg");
    assertThat(desk.type("status", "--json").out()).isEqualTo("{\"jails\":[],\"plugins\":[]}\n");
  }

  @Test
  void unknownJailIsRefusedWithTheNearestName() {
    desk.withJail("sshd").withJail("web");

    Desk.Answer answer = desk.type("status", "shd");

    assertThat(answer.status()).isEqualTo(Commands.REFUSED);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err())
        .isEqualTo(
            "gaoler: status: there is no jail \"shd\" (did you mean \"sshd\"?);"
                + " there are sshd, web\n");
  }

  @Test
  void colourIsUsedOnlyWhereTheConsoleShowsIt() {
    desk.withJail("sshd");

    assertThat(desk.type("status").out()).doesNotContain("\u001b");
    assertThat(desk.typeAt(100, true, "status").out()).contains("\u001b[32mWATCHING\u001b[0m");
  }

  @Test
  void linesEndWhereTheTerminalEnds() {
    desk.withJail("sshd");

    assertThat(desk.typeAt(60, false, "status").out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
  }
}
