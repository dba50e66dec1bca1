package org.gaoler.itests.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator types, against a real daemon and a real firewall. */
@Tag("daemon")
@NeedsRoot
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTest {

  private final GuardedHost host = new GuardedHost();

  @BeforeAll
  void start() {
    host.start();
  }

  @AfterAll
  void leave() {
    host.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.70", "2001:db8:70::1"})
  void banByHandIsInTheFirewallOnReturnAndUnbanTakesItOut(String address) {
    host.gaoler.client("ban", "sshd", address, "--for", "1h", "--reason", "a test").must();
    assertThat(host.hosts.turnsAway(address)).isTrue();
    assertThat(host.gaoler.client("why", address).must()).contains("a test").contains("rule");

    host.gaoler.client("unban", address).must();
    host.awaitLetIn(address);
    assertThat(host.banned()).noneMatch(address::equals);
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.64/28", "2001:db8:71::/48"})
  void networkIsBannedAsOne(String network) {
    host.gaoler.client("ban", "sshd", network).must();
    assertThat(host.banned()).contains(network);

    host.gaoler.client("unban", network, "--jail", "sshd").must();
    assertThat(host.banned()).doesNotContain(network);
  }

  @Test
  void whyQuotesTheLinesBehindABan() {
    host.log.failures("198.51.100.72", 3);
    host.awaitTurnedAway("198.51.100.72");

    Map<?, ?> why = Json.object(host.gaoler.client("why", "198.51.100.72", "--json").must());

    Map<?, ?> jail = (Map<?, ?>) ((List<?>) why.get("jails")).get(0);
    Map<?, ?> sentence = (Map<?, ?>) ((List<?>) jail.get("sentences")).get(0);
    assertThat((List<?>) sentence.get("lines"))
        .anySatisfy(line -> assertThat(line.toString()).contains("from 198.51.100.72"));
    assertThat((List<?>) jail.get("rules")).isNotEmpty();
  }

  @Test
  void ownAddressIsRefused() {
    Command.Outcome outcome = host.gaoler.client("ban", "sshd", TwoHosts.SERVER).run();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err().strip().lines()).hasSize(1);
    assertThat(host.hosts.turnsAway(TwoHosts.SERVER)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ban nosuchjail 198.51.100.73", "status nosuchjail"})
  void whatCannotBeDoneIsRefusedInOneLine(String words) {
    Command.Outcome outcome = host.gaoler.client(words.split(" ")).run();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err().strip().lines()).hasSize(1);
    assertThat(outcome.err()).contains("nosuchjail").contains("sshd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frobnicate",
        "ban sshd",
        "ban sshd 192.0.2.300",
        "ban sshd 198.51.100.74 --for 10q",
        "status --bogus",
        "unban"
      })
  void wrongUsageIsSaidInOneLine(String words) {
    Command.Outcome outcome = host.gaoler.client(words.split(" ")).run();

    assertThat(outcome.exit()).as(outcome.all()).isEqualTo(2);
    assertThat(outcome.err().strip().lines()).hasSize(1);
    assertThat(outcome.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "banned", "version", "doctor", "reload", "why 198.51.100.75"})
  void everyAnswerIsThereAsJson(String words) {
    Command.Outcome outcome = host.gaoler.client(words.split(" ")).with("--json").run();

    assertThat(Json.object(outcome.out())).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"status", "ban", "unban", "banned", "why", "reload", "version", "doctor", "shell"})
  void everyVerbExplainsItselfWithAnExample(String verb) {
    Command.Outcome outcome = host.gaoler.client(verb, "--help").run();

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).contains("gaoler " + verb);
  }

  @Test
  void clientWithoutADaemonSaysSo() {
    Instance nobody = new Instance(host.folder.resolve("nobody"), host.hosts::onServer);

    Command.Outcome outcome = nobody.client("status").run();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err().strip().lines()).hasSize(1);
    assertThat(outcome.err()).contains(nobody.base().toString());
  }
}
