package org.gaoler.commands.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.gaoler.api.Traffic;
import org.gaoler.api.operate.BanCounter;
import org.gaoler.commands.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bans of those who have given up. */
class QuietVerbTest {

  private static final long DAY = 86_400;

  private final Desk desk = new Desk();

  @BeforeEach
  void threeBans() {
    desk.withJail("sshd");
    with("192.0.2.1", Optional.of(new Traffic(7, 420)), 8);
    with("2001:db8::1", Optional.of(new Traffic(9, 540)), 1);
    with("192.0.2.3", Optional.empty(), 30);
  }

  private void with(String address, Optional<Traffic> stopped, long days) {
    desk.operator.with(
        new BanCounter(Desk.sentence("sshd", address), stopped, Desk.NOW.minusSeconds(days * DAY)));
  }

  @Test
  void onlyCountedBansThatDidNotMoveForAWeekAreQuiet() {
    Desk.Answer answer = desk.type("quiet");

    assertThat(answer.status()).isEqualTo(Commands.OK);
    assertThat(answer.out())
        .contains("192.0.2.1", "420", "gaoler unban --quiet", "1 bans are not counted")
        .doesNotContain("2001:db8::1", "192.0.2.3");
    assertThat(desk.type("quiet", "--older", "12h", "sshd").out()).contains("2001:db8::1");
    assertThat(desk.type("quiet", "--older", "3w").out()).contains("no ban was quiet for");
  }

  @Test
  void quietAnswersInJson() {
    assertThat(desk.type("quiet", "--json").out())
        .contains("\"packets\":7,\"bytes\":420,\"quietSince\":\"2026-02-21T10:00:00Z\"")
        .endsWith("],\"notCounted\":1}\n");
  }

  @Test
  void bannedShowsCountersOnDemand() {
    assertThat(desk.type("banned", "--counters").out())
        .contains("PACKETS", "420", "540", "not counted");
    assertThat(desk.type("banned", "--counters", "--json").out()).contains("\"packets\":null");
  }

  @Test
  void unbanQuietLiftsThoseAlone() {
    assertThat(desk.type("unban", "--quiet", "7d", "--jail", "sshd").out())
        .isEqualTo("sshd: lifted the ban of 192.0.2.1\n");
    assertThat(desk.type("unban", "--quiet", "7d").out()).contains("nobody quiet for 7d");
    assertThat(desk.type("unban", "--quiet", "7d", "192.0.2.1").status())
        .isEqualTo(Commands.WRONG_USAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "", "-1", "permanent"})
  void whatIsNoTimeIsRefused(String time) {
    Desk.Answer answer = desk.type("quiet", "--older=" + time);

    assertThat(answer.status()).isEqualTo(Commands.WRONG_USAGE);
    assertThat(answer.err()).contains("--older", "3w").hasLineCount(1);
  }

  @Test
  void unknownJailIsRefused() {
    assertThat(desk.type("quiet", "web").status()).isEqualTo(Commands.REFUSED);
  }

  @Test
  void countersBeginAtZeroAgain() {
    assertThat(desk.type("reset-counters", "--all").out())
        .isEqualTo("2 counters begin at zero again\n");
    assertThat(desk.type("reset-counters", "--all", "--json").out()).isEqualTo("{\"reset\":0}\n");
    assertThat(desk.type("reset-counters", "192.0.2.1").out()).contains("at zero already");
    assertThat(desk.type("reset-counters").status()).isEqualTo(Commands.WRONG_USAGE);
    assertThat(desk.type("reset-counters", "192.0.2.1", "--all").status())
        .isEqualTo(Commands.WRONG_USAGE);
    assertThat(desk.type("reset-counters", "--all", "--jail", "web").status())
        .isEqualTo(Commands.REFUSED);
  }
}
