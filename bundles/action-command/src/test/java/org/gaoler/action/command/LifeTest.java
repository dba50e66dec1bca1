package org.gaoler.action.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;
import org.gaoler.api.TimeSpan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which command is run when, and what a failure leads to. */
class LifeTest {

  private static final String ONE = "192.0.2.1";
  private static final String SIX = "2001:db8::1";

  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void setScene() {
    scene = new Scene(folder);
  }

  private List<Ban> fresh(String... whom) {
    return scene.bans(false, whom);
  }

  @Test
  void bansAndUnbansOfBothFamiliesRunTheirCommands() throws Exception {
    Enforcer enforcer = scene.writing();
    enforcer.open();
    enforcer.apply(fresh(ONE, SIX), List.of());
    assertThat(enforcer.inForce()).containsExactlyElementsOf(fresh(ONE, SIX));

    enforcer.apply(List.of(), Scene.offenders(ONE, SIX));

    assertThat(scene.said())
        .containsExactly("start", "ban " + ONE, "ban " + SIX, "unban " + ONE, "unban " + SIX);
    assertThat(enforcer.inForce()).isEmpty();
  }

  @Test
  void whatIsInForceIsNotRunAgain() throws Exception {
    Enforcer enforcer = scene.writing();
    enforcer.open();
    enforcer.apply(fresh(ONE, SIX), List.of());
    enforcer.open();
    enforcer.apply(fresh(ONE, SIX), List.of());
    enforcer.apply(List.of(), Scene.offenders("192.0.2.9", "2001:db8::9"));
    assertThat(scene.said()).containsExactly("start", "ban " + ONE, "ban " + SIX);
  }

  @Test
  void anotherEndIsToldOnlyWhereThereIsACommandForIt() throws Exception {
    Ban later = new Ban(Offender.parse(ONE), Instant.parse("2026-11-22T08:00:00Z"));
    Enforcer silent = scene.writing("actname", "silent");
    silent.open();
    silent.apply(fresh(ONE), List.of());
    silent.apply(List.of(later), List.of());
    assertThat(silent.inForce()).containsExactly(later);
    scene.forget();

    Enforcer told = scene.writing("prolong", scene.echo("prolong <ip> <bantime>"));
    told.open();
    told.apply(fresh(ONE), List.of());
    told.apply(List.of(later), List.of());
    told.apply(List.of(new Ban(Offender.parse(ONE), TimeSpan.FOREVER)), List.of());
    assertThat(scene.said())
        .containsExactly(
            "start", "ban " + ONE, "prolong " + ONE + " 85800", "prolong " + ONE + " -1");
  }

  @Test
  void familiesAreStartedByTheirFirstBan() throws Exception {
    Enforcer enforcer =
        scene.writing(
            "start", scene.echo("start <tool>"), "tool", "four", "tool?family=inet6", "six");
    Teardown teardown = enforcer.open();
    assertThat(scene.said()).isEmpty();
    enforcer.apply(fresh(SIX), List.of());
    assertThat(scene.said()).containsExactly("start six", "ban " + SIX);
    enforcer.apply(fresh(ONE), List.of());
    assertThat(scene.said()).endsWith("start four", "ban " + ONE);
    assertThat(teardown.steps()).hasSize(1);
  }

  @Test
  void commandThatFailsIsToldWithStatusOutputAndWhatToDo() throws Exception {
    Enforcer enforcer = scene.writing("ban", "echo no room for <ip> >&2; exit 3");
    enforcer.open();
    assertThatThrownBy(() -> enforcer.apply(fresh(ONE), List.of()))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(
            "actionban for " + ONE,
            "status 3",
            "printed: no room for " + ONE,
            "echo no room",
            "by hand");
    assertThat(enforcer.inForce()).isEmpty();
  }

  @Test
  void missingProgramIsToldWithThePlacesLookedAt() throws Exception {
    Enforcer enforcer = scene.writing("ban", "no-such-program-at-all <ip>");
    enforcer.open();
    assertThatThrownBy(() -> enforcer.apply(fresh(SIX), List.of()))
        .hasMessageContainingAll("no-such-program-at-all", "not installed", "/usr/sbin");
  }

  @Test
  void commandThatHangsIsEndedAndTold() throws Exception {
    Enforcer enforcer = scene.writing("ban", "sleep 600", "timeout", "1");
    enforcer.open();
    assertThatThrownBy(() -> enforcer.apply(fresh(ONE), List.of()))
        .hasMessageContainingAll("did not end in 1 s", "sleep 600", "timeout");
  }

  @Test
  void failedStartIsToldAndTriedAgain() throws Exception {
    Path ready = scene.file("ready");
    Enforcer enforcer = scene.writing("start", "test -e " + ready);
    assertThatThrownBy(enforcer::open).hasMessageContainingAll("actionstart", "status 1");
    Files.createFile(ready);
    enforcer.open();
    enforcer.apply(fresh(ONE), List.of());
    assertThat(scene.said()).containsExactly("ban " + ONE);
  }

  @Test
  void oneRefusedLeavesTheOthersInForce() throws Exception {
    Enforcer enforcer = scene.writing("ban", "test <ip> != 192.0.2.2 && " + scene.echo("ban <ip>"));
    enforcer.open();
    assertThatThrownBy(() -> enforcer.apply(fresh(ONE, "192.0.2.2", SIX), List.of()))
        .hasMessageContaining("192.0.2.2");
    assertThat(enforcer.inForce()).containsExactlyElementsOf(fresh(ONE, SIX));
    assertThat(scene.said()).containsExactly("start", "ban " + ONE, "ban " + SIX);
  }

  @Test
  void refusedOneIsNotRunAgainForEveryHalfOfItsBatch() throws Exception {
    Enforcer enforcer = scene.writing("ban", scene.echo("ban <ip>") + "; test <ip> != " + ONE);
    enforcer.open();
    for (int half = 0; half < 3; half++) {
      assertThatThrownBy(() -> enforcer.apply(fresh(ONE, SIX), List.of()))
          .isInstanceOf(Fault.class);
    }
    assertThat(scene.said()).containsExactly("start", "ban " + ONE, "ban " + ONE, "ban " + SIX);
  }

  @Test
  void unbanThatAlwaysFailsIsGivenUp() throws Exception {
    Enforcer enforcer = scene.writing("unban", "exit 1");
    enforcer.open();
    enforcer.apply(fresh(ONE), List.of());
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> enforcer.apply(List.of(), Scene.offenders(ONE)))
          .isInstanceOf(Fault.class);
    }
    enforcer.apply(List.of(), Scene.offenders(ONE));
    assertThat(enforcer.inForce()).isEmpty();
  }

  @Test
  void afterAFailedCheckItIsSetUpAnewAndAllAreBannedAgain() throws Exception {
    Path table = scene.file("table");
    Enforcer enforcer =
        scene.writing(
            "start", "touch " + table,
            "stop", "rm -f " + table,
            "check", "test -e " + table,
            "ban", "test -e " + table + " && echo <ip> >>" + table,
            "reban", "echo again <ip> >>" + table);
    AtomicInteger rings = new AtomicInteger();
    enforcer.watch(rings::incrementAndGet);
    enforcer.open();
    enforcer.apply(fresh(ONE), List.of());
    assertThat(enforcer.count()).hasValue(1);
    assertThat(rings).hasValue(0);

    Files.delete(table);
    assertThat(enforcer.count()).hasValue(0);
    assertThatThrownBy(() -> enforcer.apply(fresh(SIX), List.of())).isInstanceOf(Fault.class);
    enforcer.open();

    assertThat(enforcer.inForce()).isEmpty();
    assertThat(rings.get()).isPositive();
    enforcer.apply(fresh(ONE, SIX), List.of());
    assertThat(Scene.lines(table)).containsExactly("again " + ONE, SIX);
    assertThat(enforcer.count()).hasValue(2);
  }

  @Test
  void brokenFamilyIsMendedAtOnceWhereFamiliesAreApart() throws Exception {
    Enforcer enforcer =
        scene.writing(
            "tool", scene.file("four").toString(),
            "tool?family=inet6", scene.file("six").toString(),
            "start", "touch <tool>",
            "stop", "rm -f <tool>",
            "check", "test -e <tool>",
            "ban", "test -e <tool> && echo <ip> >><tool>");
    enforcer.open();
    enforcer.apply(fresh(ONE, SIX), List.of());
    Files.delete(scene.file("six"));
    enforcer.apply(fresh("2001:db8::2"), List.of());
    assertThat(enforcer.inForce()).containsExactlyElementsOf(fresh(ONE, "2001:db8::2"));
    assertThat(Scene.lines(scene.file("six"))).containsExactly("2001:db8::2");
  }

  @Test
  void withoutACheckNobodyIsAskedHowManyThereAre() throws Exception {
    Enforcer enforcer = scene.writing();
    enforcer.open();
    assertThat(enforcer.count()).isEmpty();
  }

  @Test
  void manyAddressesGoToOneCommandThatTakesThem() throws Exception {
    Enforcer enforcer =
        scene.writing("ban", scene.echo("ban <ips>"), "unban", scene.echo("unban <ips>"));
    enforcer.open();
    enforcer.apply(fresh(ONE, SIX, "192.0.2.2", "2001:db8::2"), List.of());
    enforcer.apply(List.of(), Scene.offenders(ONE, "192.0.2.2", SIX));
    assertThat(scene.said())
        .containsExactly(
            "start",
            "ban 192.0.2.1 192.0.2.2",
            "ban 2001:db8::1 2001:db8::2",
            "unban 192.0.2.1 192.0.2.2",
            "unban 2001:db8::1");
    assertThat(enforcer.inForce()).hasSize(1);
  }

  @Test
  void interruptEndsTheCommandAndTheNextCallWorks() throws Exception {
    Enforcer enforcer = scene.writing("ban", "test <ip> = " + SIX + " || sleep 600");
    enforcer.open();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> enforcer.apply(fresh(ONE), List.of()))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    enforcer.apply(fresh(SIX), List.of());
    assertThat(enforcer.inForce()).hasSize(1);
  }

  @Test
  void operatorIsShownTheCommandOfABan() throws Exception {
    Enforcer enforcer = scene.writing();
    enforcer.open();
    enforcer.apply(fresh(ONE), List.of());
    assertThat(enforcer.locate(Offender.parse(ONE)))
        .hasValueSatisfying(line -> assertThat(line).startsWith("echo \"ban 192.0.2.1\""));
    assertThat(enforcer.locate(Offender.parse(SIX))).isEmpty();
  }

  @Test
  void identitiesThatAreNoAddressesAreTakenToo() throws Exception {
    Enforcer enforcer = scene.writing("ban", scene.echo("ban <fid> of <family>"));
    enforcer.open();
    enforcer.apply(fresh("somebody $(id)"), List.of());
    assertThat(scene.said()).containsExactly("start", "ban somebody $(id) of None");
    assertThat(enforcer.takes(Offender.parse("x"))).isTrue();
  }

  @Test
  void optionsOfTheJailAreTags() throws Exception {
    Enforcer enforcer =
        scene.enforcer(
            "command",
            Map.of(
                "ban",
                scene.echo("<name> <port> <level> <jail.banned> <jail.found_total>"),
                "port",
                "22",
                "level",
                "9",
                "protocol",
                "tcp",
                "chain",
                "INPUT"));
    enforcer.open();
    enforcer.apply(fresh(ONE), List.of());
    assertThat(scene.said()).containsExactly("sshd 22 9 1 1");
  }

  @Test
  void hostileLinesAndNamesAreTextAndNothingElse() throws Exception {
    Path canary = scene.file("canary");
    String evil =
        "x' \" ; touch "
            + canary
            + " $(touch "
            + canary
            + ") `touch "
            + canary
            + "` <ip>\r\n~! id\n\nBcc: a";
    Enforcer enforcer =
        scene.writing("ban", "printf '%s|%s' \"<matches>\" \"<F-USER>\" >" + scene.file("got"));
    enforcer.open();
    Ban ban = scene.sentence(ONE, Scene.NOW, List.of(evil, "second"), Map.of("user", evil));
    enforcer.apply(List.of(ban), List.of());
    assertThat(Files.readString(scene.file("got"))).isEqualTo(evil + "\nsecond|" + evil);
    assertThat(canary).doesNotExist();
  }

  @Test
  void lineOfAMegabyteIsCutAndTheBanRunAllTheSame() throws Exception {
    String endless = "a b".repeat(350_000);
    Enforcer enforcer =
        scene.writing("ban", "printf %s \"<matches><ipmatches><F-USER>\" >" + scene.file("got"));
    enforcer.open();
    Ban ban = scene.sentence(SIX, Scene.NOW, List.of(endless, "$"), Map.of("user", "$" + endless));
    enforcer.apply(List.of(ban), List.of());
    assertThat(scene.file("got")).hasSize(3 * Tags.LONGEST);
  }

  @Test
  void banThatFailedIsLiftedOnceAllTheSame() throws Exception {
    Enforcer enforcer =
        scene.writing(
            "ban", scene.echo("half <ip>") + "; exit 1", "unban", scene.echo("unban <ip>"));
    Enforcer other = scene.writing("actname", "other", "ban", "test <ip> = " + SIX);
    for (Enforcer each : List.of(enforcer, other)) {
      each.open();
      assertThatThrownBy(() -> each.apply(fresh(ONE, SIX), List.of())).isInstanceOf(Fault.class);
      scene.forget();
      each.apply(List.of(), Scene.offenders(ONE));
      each.apply(List.of(), Scene.offenders(ONE));
    }
    assertThat(scene.said()).containsExactly("unban " + ONE);
  }
}
