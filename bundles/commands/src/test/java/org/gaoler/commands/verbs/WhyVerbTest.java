package org.gaoler.commands.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.operate.Account;
import org.gaoler.commands.Commands;
import org.junit.jupiter.api.Test;

class WhyVerbTest {

  private static final String LINE = "sshd[7]: Failed password for root from 192.0.2.7 port 22";

  private final Desk desk = new Desk();

  @Test
  void bannedAddressIsShownWithLinesAndRules() {
    desk.operator.with(
        new Account(
            "sshd",
            List.of(Desk.sentence("sshd", "192.0.2.7", LINE)),
            List.of(),
            5,
            Optional.empty(),
            List.of("-A gaoler-sshd -s 192.0.2.7/32 -j REJECT")));

    assertThat(desk.type("why", "192.0.2.7").out())
        .isEqualTo(
            """
            192.0.2.7
              sshd: banned until 2026-03-01 10:09:00 (9m)
                banned as 192.0.2.7 since 2026-03-01 09:59:00, log: 5 failures in 10m
                line: sshd[7]: Failed password for root from 192.0.2.7 port 22
                rule: -A gaoler-sshd -s 192.0.2.7/32 -j REJECT
            """);
  }

  @Test
  void addressThatIsNotBannedIsShownWithItsCount() {
    desk.operator.with(
        new Account(
            "sshd",
            List.of(),
            List.of(new Mark(Desk.NOW.minusSeconds(30), 2, LINE)),
            5,
            Optional.empty(),
            List.of()));

    assertThat(desk.type("why", "2001:db8::7").out())
        .isEqualTo(
            """
            2001:db8::7
              sshd: not banned, 2 of 5 failures counted
                2026-03-01 09:59:30 counted 2: sshd[7]: Failed password for root from 192.0.2.7 port 22
            """);
  }

  @Test
  void ignoredAddressIsShownWithTheReason() {
    desk.operator.with(
        new Account(
            "sshd", List.of(), List.of(), 5, Optional.of("ignoreip 192.0.2.0/24"), List.of()));

    assertThat(desk.type("why", "192.0.2.7").out())
        .contains("sshd: ignored: ignoreip 192.0.2.0/24");
  }

  @Test
  void jsonHasEveryKeyThatTheManualLists() {
    desk.operator.with(
        new Account(
            "sshd",
            List.of(),
            List.of(new Mark(Desk.NOW, 1, "bad \u001b[31m line")),
            5,
            Optional.empty(),
            List.of("rule 1")));

    assertThat(desk.type("why", "2001:db8::7", "--json").out())
        .isEqualTo(
            "{\"address\":\"2001:db8::7\",\"jails\":[{\"jail\":\"sshd\",\"ignored\":null,"
                + "\"counted\":1,\"limit\":5,\"failures\":[{\"when\":\"2026-03-01T10:00:00Z\","
                + "\"weight\":1,\"line\":\"bad \\u001b[31m line\"}],\"sentences\":[],"
                + "\"rules\":[\"rule 1\"]}]}\n");
  }

  @Test
  void hostileLinesCannotMoveTheCursor() {
    desk.operator.with(
        new Account(
            "sshd",
            List.of(Desk.sentence("sshd", "192.0.2.7", "a\u001b]0;owned\u0007b\nc\u202ed\u009b")),
            List.of(),
            5,
            Optional.empty(),
            List.of()));

    assertThat(desk.type("why", "192.0.2.7").out()).contains("line: a·]0;owned·b·c·d·\n");
  }

  @Test
  void longLinesAreCutAtTheEdgeOfTheTerminal() {
    desk.operator.with(
        new Account(
            "sshd",
            List.of(),
            List.of(new Mark(Desk.NOW, 1, "x".repeat(500))),
            5,
            Optional.empty(),
            List.of()));

    assertThat(desk.typeAt(40, false, "why", "192.0.2.7").out().lines().toList().get(2))
        .hasSize(40)
        .endsWith("…");
  }

  @Test
  void otherIdentitiesAreKnownOnlyWhileTheyAreBanned() {
    assertThat(desk.type("why", "mallory").status()).isEqualTo(Commands.WRONG_USAGE);
  }
}
