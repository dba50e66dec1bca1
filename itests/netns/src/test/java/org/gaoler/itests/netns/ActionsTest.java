package org.gaoler.itests.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every firewall action keeps real packets out, of both families, and lets go of them again. */
@Tag("daemon")
@NeedsRoot
class ActionsTest {

  private static final int SSH = 22;
  private static final int WEB = 80;
  private static final List<String> ATTACKERS = List.of(TwoHosts.ATTACKER, TwoHosts.ATTACKER6);
  private static final List<String> VISITORS = List.of(TwoHosts.VISITOR, TwoHosts.VISITOR6);

  private GuardedHost host;
  private Doors doors;
  private Kernel kernel;

  @BeforeEach
  void guard() {
    host = new GuardedHost();
    doors = new Doors(host.hosts, host.folder, SSH, WEB);
    kernel = new Kernel(host.hosts);
  }

  @AfterEach
  void leave() {
    doors.close();
    host.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nftables",
        "nftables[preset=docker]",
        "ipset",
        "ipset[set=offenders]",
        "iptables-multiport",
        "iptables[port=ssh]",
        "iptables-multiport[recent=1h]",
        "nflog"
      })
  void attackersAreShutOutOfThePortAndNobodyElse(String action) {
    start(action);

    attack();

    awaitShut(ATTACKERS, SSH);
    assertOpen(ATTACKERS, WEB);
    assertOpen(VISITORS, SSH);
    host.gaoler.client("unban", "--all").must();
    awaitOpen(ATTACKERS, SSH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nftables-allports", "ipset[port=all]", "iptables-allports", "route"})
  void attackersAreShutOutOfEveryPort(String action) {
    start(action);
    // both live on one machine: it must know its neighbour before half of it is not answered
    assertOpen(VISITORS, SSH);

    attack();

    awaitShut(ATTACKERS, SSH);
    assertShut(ATTACKERS, WEB);
    assertOpen(VISITORS, SSH);
    host.gaoler.client("unban", "--all").must();
    awaitOpen(ATTACKERS, WEB);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nftables", "ipset", "iptables-multiport", "nflog", "route"})
  void addressStaysOutUntilTheLastBanThatCoversItEnds(String action) {
    start(action);
    host.gaoler.client("ban", "sshd", "192.0.2.2/31").must();
    host.gaoler.client("ban", "sshd", "2001:db8:0:a::/64").must();
    awaitShut(ATTACKERS, SSH);
    assertShut(List.of(TwoHosts.VISITOR), SSH);
    assertOpen(List.of(TwoHosts.VISITOR6), SSH);
    host.gaoler.client("ban", "sshd", TwoHosts.ATTACKER).must();
    host.gaoler.client("ban", "sshd", "2001:db8:0:a::2/128").must();

    host.gaoler.client("unban", TwoHosts.ATTACKER).run();
    assertShut(ATTACKERS, SSH);
    host.gaoler.client("ban", "sshd", "192.0.2.2/32").must();
    host.gaoler.client("unban", "--all").must();

    awaitOpen(List.of(TwoHosts.ATTACKER, TwoHosts.VISITOR, TwoHosts.ATTACKER6), SSH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nftables", "ipset", "iptables-multiport", "iptables-allports"})
  void connectionThatIsOpenAlreadyIsCut(String action) {
    start(action);
    for (String attacker : ATTACKERS) {
      try (Doors.Guest guest = doors.guest(attacker, SSH)) {
        host.log.failures(attacker, 3);
        Await.until(attacker + " is cut off", GuardedHost.SOON, guest::cutOff, this::evidence);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nftables",
        "ipset",
        "iptables-multiport",
        "iptables[chain=OFFENDINGIPS,managed=yes]",
        "nflog",
        "route"
      })
  void whatOthersMadeStandsAsBeforeAndNothingOfOursIsLeft(String action) {
    foreign();
    String before = kernel.all();
    Process daemon = start(action);
    attack();
    awaitShut(ATTACKERS, SSH);
    host.gaoler.client("unban", "--all").must();
    attack();
    awaitShut(ATTACKERS, SSH);

    host.gaoler.client("stop", "--flush").must();

    Await.until("the daemon ends", GuardedHost.SOON, () -> !daemon.isAlive(), host.gaoler::said);
    assertThat(kernel.all()).isEqualTo(before);
    awaitOpen(ATTACKERS, SSH);
  }

  private void foreign() {
    String rules =
        """
        table inet mine {
          set listed { type ipv4_addr; elements = { 203.0.113.1, 203.0.113.7 } }
          chain input { type filter hook input priority 0; ip saddr @listed drop; }
        }
        """;
    host.hosts.onServer("sh", "-c", "printf '%s' \"$0\" | nft -f -", rules).must();
    host.hosts.onServer("ipset", "create", "mine", "hash:ip").must();
    host.hosts.onServer("ipset", "add", "mine", "203.0.113.9").must();
    for (String tool : List.of("iptables", "ip6tables")) {
      host.hosts.onServer(tool, "-N", "custom").must();
      host.hosts.onServer(tool, "-A", "custom", "-j", "ACCEPT").must();
      host.hosts.onServer(tool, "-A", "INPUT", "-p", "tcp", "--dport", "81", "-j", "custom").must();
      host.hosts.onServer(tool, "-N", "OFFENDINGIPS").must();
      host.hosts.onServer(tool, "-I", "INPUT", "-j", "OFFENDINGIPS").must();
    }
    host.hosts.onServer("ip", "route", "add", "blackhole", "203.0.113.128/25").must();
    // the tools make these tables when they first look
    kernel.all();
  }

  private Process start(String action) {
    Map<String, String> settings = host.settings();
    settings.put("action", action);
    host.gaoler.jail("sshd", settings);
    return host.start();
  }

  private void attack() {
    ATTACKERS.forEach(attacker -> host.log.failures(attacker, 3));
  }

  private void awaitShut(List<String> whom, int port) {
    whom.forEach(
        who ->
            Await.until(
                who + " is shut out of port " + port,
                GuardedHost.SOON,
                () -> !doors.open(who, port),
                this::evidence));
  }

  private void awaitOpen(List<String> whom, int port) {
    whom.forEach(
        who ->
            Await.until(
                who + " is let into port " + port,
                GuardedHost.SOON,
                () -> doors.open(who, port),
                this::evidence));
  }

  private void assertShut(List<String> whom, int port) {
    assertThat(whom).as(this::evidence).noneMatch(who -> doors.open(who, port));
  }

  private void assertOpen(List<String> whom, int port) {
    assertThat(whom).as(this::evidence).allMatch(who -> doors.open(who, port));
  }

  private String evidence() {
    return kernel.all() + host.gaoler.client("status", "-v").run().all() + host.gaoler.said();
  }
}
