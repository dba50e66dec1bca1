package org.gaoler.commands.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gaoler.api.Offender;
import org.gaoler.api.operate.Verification;
import org.gaoler.api.operate.Verification.Discrepancy;
import org.gaoler.api.operate.Verification.Kind;
import org.gaoler.commands.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verbs about the firewall as a whole, and rules of banning by hand. */
class FirewallVerbsTest {

  private static final Optional<Instant> LATER = Optional.of(Instant.parse("2026-03-01T11:00:00Z"));
  private static final Optional<Instant> LATEST =
      Optional.of(Instant.parse("2026-03-01T12:00:00Z"));

  private final Desk desk = new Desk();

  @BeforeEach
  void oneJail() {
    desk.withJail("sshd");
  }

  private static Discrepancy discrepancy(
      String who, Kind kind, Optional<Instant> wanted, Optional<Instant> found) {
    return new Discrepancy(Offender.parse(who), kind, wanted, found);
  }

  @Test
  void equalityIsSaidInOneLine() {
    desk.operator.with(new Verification("sshd", "nftables", 7, List.of(), ""));

    Desk.Answer answer = desk.type("verify-firewall");

    assertThat(answer.out())
        .startsWith("docket = firewall: 7 bans of 1 actions compared in ")
        .hasLineCount(1);
    assertThat(answer.status()).isEqualTo(Commands.OK);
  }

  @Test
  void eachDifferenceIsShownWithBothEnds() {
    desk.operator.with(
        new Verification(
            "sshd",
            "nftables",
            3,
            List.of(
                discrepancy("192.0.2.1", Kind.MISSING, LATER, Optional.empty()),
                discrepancy("2001:db8::1", Kind.UNKNOWN, Optional.empty(), LATER),
                discrepancy("192.0.2.3", Kind.WRONG_END, LATER, LATEST)),
            ""));

    Desk.Answer answer = desk.type("verify-firewall", "sshd");

    assertThat(answer.status()).isEqualTo(Commands.REFUSED);
    assertThat(answer.out())
        .contains("sshd: nftables: 192.0.2.1 is missing; it is to be kept out until")
        .contains("sshd: nftables: 2001:db8::1 is kept out until")
        .contains("192.0.2.3 is kept out until")
        .doesNotContain("docket = firewall");
  }

  @Test
  void manyDifferencesAreCutUnlessAllAreWanted() {
    List<Discrepancy> many =
        IntStream.range(0, 50)
            .mapToObj(i -> discrepancy("192.0.2." + i, Kind.MISSING, LATER, Optional.empty()))
            .toList();
    desk.operator.with(new Verification("sshd", "ipset", 50, many, ""));

    assertThat(desk.type("verify-firewall").out())
        .hasLineCount(21)
        .contains("and 30 more; --all shows them");
    assertThat(desk.type("verify-firewall", "--all").out()).hasLineCount(50);
  }

  @Test
  void firewallThatCouldNotBeAskedIsNoProof() {
    desk.operator.with(new Verification("sshd", "nftables", 7, List.of(), "nft is missing"));

    Desk.Answer answer = desk.type("verify-firewall");

    assertThat(answer.status()).isEqualTo(Commands.REFUSED);
    assertThat(answer.err()).contains("sshd: nftables", "nft is missing").hasLineCount(1);
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void verificationAnswersInJson() {
    desk.operator.with(
        new Verification(
            "sshd",
            "nftables",
            1,
            List.of(discrepancy("192.0.2.1", Kind.WRONG_END, LATER, LATEST)),
            ""));

    assertThat(desk.type("verify-firewall", "--json").out())
        .isEqualTo(
            "{\"equal\":false,\"actions\":[{\"jail\":\"sshd\",\"action\":\"nftables\",\"bans\":1,"
                + "\"trouble\":\"\",\"differences\":[{\"address\":\"192.0.2.1\",\"kind\":\"wrong"
                + " end\",\"wanted\":\"2026-03-01T11:00:00Z\","
                + "\"found\":\"2026-03-01T12:00:00Z\"}]}]}\n");
  }

  @Test
  void stopKeepsBansUnlessTheyAreToBeFlushed() {
    assertThat(desk.type("stop").out()).contains("bans stay in force");
    assertThat(desk.operator.stopped()).contains(false);

    assertThat(desk.type("stop", "--flush").out()).contains("without Gaoler");
    assertThat(desk.operator.stopped()).contains(true);

    desk.operator.withLeft("chain gaoler-sshd is still there");
    Desk.Answer answer = desk.type("stop", "--flush");
    assertThat(answer.status()).isEqualTo(Commands.REFUSED);
    assertThat(answer.err()).contains("gaoler-sshd").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8::7"})
  void whereTheOperatorComesFromIsBannedByForceAlone(String address) {
    Desk.Answer answer = desk.type("ban", "sshd", address, "--spare", address);

    assertThat(answer.status()).isEqualTo(Commands.REFUSED);
    assertThat(answer.err()).contains("connected from " + address);
    assertThat(desk.type("ban", "sshd", address, "--spare", address, "--force").status())
        .isEqualTo(Commands.OK);
    assertThat(desk.type("ban", "sshd", address, "--spare", "nowhere").status())
        .isEqualTo(Commands.WRONG_USAGE);
  }

  @Test
  void unbanSaysWhichNetworkStillKeepsTheAddressOut() {
    desk.type("ban", "sshd", "192.0.2.0/24", "--for", "1h");
    desk.type("ban", "sshd", "192.0.2.7");

    Desk.Answer answer = desk.type("unban", "192.0.2.7");

    assertThat(answer.out()).isEqualTo("sshd: lifted the ban of 192.0.2.7\n");
    assertThat(answer.err())
        .contains("192.0.2.7 stays out: jail sshd keeps 192.0.2.0/24 out until")
        .contains("gaoler unban 192.0.2.0/24")
        .hasLineCount(1);
    assertThat(answer.status()).isEqualTo(Commands.REFUSED);
    assertThat(desk.type("unban", "192.0.2.7", "--json").out()).contains("\"stillBannedBy\":[{");
  }

  @Test
  void unbanOfANetworkLiftsEverybodyInIt() {
    desk.type("ban", "sshd", "192.0.2.7");
    desk.type("ban", "sshd", "192.0.2.128/25");
    desk.type("ban", "sshd", "198.51.100.1");

    assertThat(desk.type("unban", "192.0.2.0/24").out())
        .hasLineCount(2)
        .contains("192.0.2.7", "192.0.2.128/25");
    assertThat(desk.operator.banned()).hasSize(1);
  }
}
