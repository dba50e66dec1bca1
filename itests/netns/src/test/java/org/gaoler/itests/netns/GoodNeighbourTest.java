package org.gaoler.itests.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Gaoler takes nothing of others away and opens no door of its own. */
@Tag("daemon")
@NeedsRoot
class GoodNeighbourTest {

  private static final String ATTACKER = "198.51.100.50";
  private static final String ATTACKER6 = "2001:db8:50::1";
  private static final String ENTRY_OF_SOCKET_TABLE = "\\s*\\d+: .*";

  private GuardedHost host;

  @BeforeEach
  void guard() {
    host = new GuardedHost();
  }

  @AfterEach
  void leave() {
    host.close();
  }

  @Test
  void rulesOfOthersStandAsBeforeAfterBansAndUnbansAndAStop() {
    for (String tool : List.of("iptables", "ip6tables")) {
      host.hosts.onServer(tool, "-N", "custom").must();
      host.hosts.onServer(tool, "-A", "custom", "-j", "ACCEPT").must();
      host.hosts.onServer(tool, "-A", "INPUT", "-i", "lo", "-j", "ACCEPT").must();
      host.hosts.onServer(tool, "-A", "INPUT", "-p", "tcp", "--dport", "80", "-j", "custom").must();
      host.hosts
          .onServer(tool, "-t", "mangle", "-A", "PREROUTING", "-j", "MARK", "--set-mark", "7")
          .must();
    }
    List<String> before = foreignRules();

    Process daemon = host.start();
    host.log.failures(ATTACKER, 3);
    host.log.failures(ATTACKER6, 3);
    host.awaitTurnedAway(ATTACKER);
    host.awaitTurnedAway(ATTACKER6);
    assertThat(foreignRules()).isEqualTo(before);

    host.gaoler.client("unban", "--all").must();
    host.awaitLetIn(ATTACKER);
    host.awaitLetIn(ATTACKER6);
    host.gaoler.stop(daemon);
    assertThat(foreignRules()).isEqualTo(before);
  }

  @Test
  void banComesBeforeTheRulesThatWereThere() {
    host.hosts
        .onServer("iptables", "-A", "INPUT", "-p", "tcp", "--dport", "22", "-j", "ACCEPT")
        .must();

    host.start();
    host.log.failures(ATTACKER, 3);
    host.awaitTurnedAway(ATTACKER);

    List<String> input =
        host.hosts
            .onServer("iptables", "-S", "INPUT")
            .must()
            .lines()
            .filter(rule -> rule.startsWith("-A INPUT"))
            .toList();
    assertThat(input.get(0)).contains("gaoler");
    assertThat(input.get(input.size() - 1)).contains("--dport 22").contains("ACCEPT");
  }

  @Test
  void nothingListensOnTheNetwork() throws IOException {
    Process daemon = host.start();
    host.gaoler.client("status").must();

    for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
      Path sockets = Path.of("/proc", Long.toString(daemon.pid()), "net", table);
      assertThat(Files.readAllLines(sockets))
          .as(table)
          .noneMatch(line -> line.matches(ENTRY_OF_SOCKET_TABLE));
    }
  }

  @Test
  void ignoredAddressesAreNeverBanned() {
    var settings = host.settings();
    settings.put("ignoreip", "127.0.0.1/8 ::1 198.51.100.48/28 2001:db8:50::/64");
    host.gaoler.jail("sshd", settings);
    host.start();

    host.log.failures(ATTACKER, 5);
    host.log.failures(ATTACKER6, 5);
    host.log.failures(TwoHosts.SERVER, 5);
    host.log.failures("198.51.100.99", 3);
    host.awaitTurnedAway("198.51.100.99");

    assertThat(Stream.of(ATTACKER, ATTACKER6, TwoHosts.SERVER)).noneMatch(host.hosts::turnsAway);
  }

  @Test
  void rehearsalBansNobody() {
    Process daemon = host.gaoler.start("--dry-run");
    host.gaoler.awaitState(daemon, "sshd", "WATCHING");
    String before = host.hosts.firewall().replaceAll("(?m)^#.*$", "");

    host.log.failures(ATTACKER, 3);

    Await.until(
        "the attacker is sentenced",
        GuardedHost.SOON,
        () -> !host.banned().isEmpty(),
        host.gaoler::said);
    assertThat(host.hosts.firewall().replaceAll("(?m)^#.*$", "")).isEqualTo(before);
  }

  @Test
  void hostileLinesBanNobodyButTheirSender() {
    host.start();

    host.log.say(
        "Failed password for invalid user from 198.51.100.61 port 22 ssh2 from 198.51.100.60 port 40000 ssh2");
    host.log.say(
        "Failed password for invalid user ; iptables -F from 198.51.100.60 port 40000 ssh2");
    host.log.say(
        "Failed password for invalid user $(reboot) ' \" \\ from 198.51.100.60 port 40000 ssh2");

    host.awaitTurnedAway("198.51.100.60");
    assertThat(host.hosts.turnsAway("198.51.100.61")).isFalse();
  }

  /** All rules and chains, without ours, counters, comments and the sockets of empty tables. */
  private List<String> foreignRules() {
    return host.hosts
        .firewall()
        .lines()
        .filter(
            line -> line.startsWith("-A ") || (line.startsWith(":") && !line.contains("gaoler")))
        .filter(line -> !line.contains("gaoler"))
        .map(line -> line.replaceAll("\\[\\d+:\\d+]", ""))
        .toList();
  }
}
