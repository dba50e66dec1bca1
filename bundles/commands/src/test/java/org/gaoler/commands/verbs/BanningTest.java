package org.gaoler.commands.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import org.gaoler.api.Sentence;
import org.gaoler.commands.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BanningTest {

  private final Desk desk = new Desk();

  @BeforeEach
  void oneJail() {
    desk.withJail("sshd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8::7", "198.51.100.0/24", "2001:db8:1::/48"})
  void bansForTheTimeGivenAndSaysUntilWhen(String address) {
    Desk.Answer answer = desk.type("ban", "sshd", address, "--for", "1h", "--reason", "port scan");

    assertThat(answer.out())
        .isEqualTo("sshd: banned " + address + " until 2026-03-01 11:00:00 (1h)\n");
    assertThat(answer.status()).isEqualTo(Commands.OK);
    Sentence sentence = desk.operator.banned().get(0);
    assertThat(sentence.offender()).hasToString(address);
    assertThat(sentence.reason()).isEqualTo("port scan");
  }

  @Test
  void optionsMayStandAnywhereAndCarryTheirValueAfterAnEqualsSign() {
    assertThat(desk.type("ban", "--for=permanent", "sshd", "192.0.2.7").out())
        .isEqualTo("sshd: banned 192.0.2.7 for good\n");
  }

  @Test
  void banAnswersInJson() {
    assertThat(desk.type("ban", "sshd", "2001:db8::7", "--for", "10m", "--json").out())
        .isEqualTo(
            "{\"jail\":\"sshd\",\"address\":\"2001:db8::7\",\"from\":\"2026-03-01T10:00:00Z\","
                + "\"permanent\":false,\"until\":\"2026-03-01T10:10:00Z\",\"remaining\":600,"
                + "\"origin\":\"manual\",\"reason\":\"\",\"lines\":[]}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.300", "192.0.2.1/33", "2001:db8::g", "example.com", "", "1"})
  void whatIsNoAddressIsNeverBanned(String text) {
    Desk.Answer answer = desk.type("ban", "sshd", text);

    assertThat(answer.status()).isEqualTo(Commands.WRONG_USAGE);
    assertThat(answer.err())
        .startsWith("gaoler: ban: \"" + text + "\" is no address; expected is")
        .hasLineCount(1);
    assertThat(desk.operator.banned()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10q", "0", "", "tomorrow"})
  void timesThatMeanNothingAreNamed(String time) {
    Desk.Answer answer = desk.type("ban", "sshd", "192.0.2.7", "--for", time);

    assertThat(answer.status()).isEqualTo(Commands.WRONG_USAGE);
    assertThat(answer.err()).contains("--for \"" + time + "\"", "1d12h").hasLineCount(1);
  }

  @Test
  void refusalsOfTheSystemArePassedOn() {
    assertThat(desk.type("ban", "sshd", "127.0.0.1").status()).isEqualTo(Commands.REFUSED);
    assertThat(desk.type("ban", "nosuch", "192.0.2.7").err())
        .isEqualTo("gaoler: there is no jail \"nosuch\"; there are sshd\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8::7"})
  void unbanLiftsTheBanAndSaysSo(String address) {
    desk.type("ban", "sshd", address);

    assertThat(desk.type("unban", address).out())
        .isEqualTo("sshd: lifted the ban of " + address + "\n");
    assertThat(desk.operator.banned()).isEmpty();
  }

  @Test
  void unbanOfSomebodyWhoIsNotBannedIsNoFault() {
    Desk.Answer answer = desk.type("unban", "192.0.2.7");

    assertThat(answer.out()).isEqualTo("192.0.2.7 was not banned\n");
    assertThat(answer.status()).isEqualTo(Commands.OK);
  }

  @Test
  void unbanAllKeepsToOneJailIfAsked() {
    desk.withJail("web");
    desk.type("ban", "sshd", "192.0.2.7");
    desk.type("ban", "web", "192.0.2.7");

    assertThat(desk.type("unban", "--all", "--jail", "web", "--json").out())
        .startsWith("{\"lifted\":[{\"jail\":\"web\",\"address\":\"192.0.2.7\"");
    assertThat(desk.operator.banned()).extracting(Sentence::jail).containsExactly("sshd");
  }

  @Test
  void unbanWantsEitherAnAddressOrAll() {
    assertThat(desk.type("unban").status()).isEqualTo(Commands.WRONG_USAGE);
    assertThat(desk.type("unban", "192.0.2.7", "--all").status()).isEqualTo(Commands.WRONG_USAGE);
    assertThat(desk.type("unban", "nonsense").err()).contains("\"nonsense\" is no address");
  }

  @Test
  void bannedListsAllOfThem() {
    desk.operator.with(Desk.sentence("sshd", "192.0.2.7"));
    desk.operator.with(Desk.permanent("sshd", "2001:db8::/64"));

    assertThat(desk.type("banned").out())
        .isEqualTo(
            """
            JAIL  ADDRESS        BANNED               UNTIL                REMAINING  WHY
            sshd  192.0.2.7      2026-03-01 09:59:00  2026-03-01 10:09:00         9m  log: 5 failures in 10m
            sshd  2001:db8::/64  2026-03-01 10:00:00  never                permanent  manual
            """);
  }

  @Test
  void permanentBansHaveNoEndInJson() {
    desk.operator.with(Desk.permanent("sshd", "2001:db8::/64"));

    assertThat(desk.type("banned", "--json").out())
        .contains("\"permanent\":true,\"until\":null,\"remaining\":null");
  }

  @Test
  void nobodyBannedIsSaidInWords() {
    assertThat(desk.type("banned").out()).isEqualTo("nobody is banned\n");
    assertThat(desk.type("banned", "--json").out()).isEqualTo("{\"banned\":[]}\n");
  }
}
