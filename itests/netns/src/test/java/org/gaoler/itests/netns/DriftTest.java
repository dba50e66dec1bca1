package org.gaoler.itests.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever others do to the firewall, and while the daemon is away, it comes back to the docket.
 */
@Tag("daemon")
@NeedsRoot
class DriftTest {

  private static final String ATTACKER = "198.51.100.70";
  private static final String ATTACKER6 = "2001:db8:70::1";
  private static final Duration BY_COUNTING = Duration.ofSeconds(35);

  private GuardedHost host;

  @BeforeEach
  void guard() {
    host = new GuardedHost();
  }

  @AfterEach
  void leave() {
    host.close();
  }

  private Process start(String action, String... more) {
    Map<String, String> settings = host.settings();
    settings.put("action", action);
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    host.gaoler.jail("sshd", settings);
    return host.start();
  }

  private void ban() {
    host.log.failures(ATTACKER, 3);
    host.log.failures(ATTACKER6, 3);
    awaitProof();
  }

  /** Both are banned, and the firewall is what it should be. */
  private void awaitProof() {
    Await.until(
        "docket = firewall",
        GuardedHost.SOON,
        () -> host.banned().size() == 2 && host.gaoler.client("verify-firewall").run().exit() == 0,
        this::evidence);
  }

  private String evidence() {
    return host.gaoler.client("verify-firewall").run().all()
        + host.gaoler.client("status", "sshd").run().all()
        + host.gaoler.said();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nftables", "iptables-multiport", "nflog"})
  void flushIsToldByTheKernelRepairedAndCounted(String action) {
    start(action);
    ban();

    host.hosts.onServer("nft", "flush", "ruleset").must();

    awaitRepair(Duration.ofSeconds(5));
    awaitProof();
  }

  @Test
  void routesThatAreFlushedComeBack() {
    start("route");
    ban();

    for (String family : List.of("-4", "-6")) {
      host.hosts.onServer("ip", family, "route", "flush", "proto", "222").must();
    }

    awaitRepair(Duration.ofSeconds(5));
    awaitProof();
  }

  @Test
  void setThatIsFlushedIsFoundByCounting() {
    start("ipset");
    ban();

    for (String set : List.of("gaoler-sshd/4", "gaoler-sshd/6")) {
      host.hosts.onServer("ipset", "flush", set).must();
    }

    awaitRepair(BY_COUNTING);
    awaitProof();
  }

  private void awaitRepair(Duration limit) {
    Await.until("it is repaired", limit, () -> repairs() > 0, this::evidence);
  }

  private double repairs() {
    return host.gaoler.jail("sshd").stream()
        .flatMap(jail -> ((List<?>) jail.get("actions")).stream())
        .mapToDouble(action -> (Double) ((Map<?, ?>) action).get("repairs"))
        .sum();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nftables", "ipset"})
  void bansEndByThemselvesWhileTheDaemonIsAway(String action) {
    Process daemon = start(action, "bantime", "6s");
    Doors doors = new Doors(host.hosts, host.folder, 22);
    try (doors) {
      host.log.failures(TwoHosts.ATTACKER, 3);
      host.log.failures(TwoHosts.ATTACKER6, 3);
      Await.until(
          "both are shut out",
          GuardedHost.SOON,
          () -> !doors.open(TwoHosts.ATTACKER, 22) && !doors.open(TwoHosts.ATTACKER6, 22),
          this::evidence);
      host.gaoler.kill(daemon);

      Await.until(
          "both are let in",
          GuardedHost.SOON,
          () -> doors.open(TwoHosts.ATTACKER, 22) && doors.open(TwoHosts.ATTACKER6, 22));
    }
  }

  @Test
  void nothingThatIsRightIsWrittenAgainAtAStart() {
    Process daemon = start("nftables");
    ban();
    host.gaoler.stop(daemon);
    String before = elements();

    host.start();
    awaitProof();

    assertThat(elements()).isEqualTo(before);
  }

  /** Handles are given anew to whatever is made anew. */
  private String elements() {
    return host.hosts
        .onServer("nft", "-a", "list", "table", "inet", "gaoler-sshd")
        .must()
        .replaceAll("expires \\w+", "");
  }

  @Test
  void unbanWhileTheDaemonIsAwayIsNeverForgotten() {
    Process daemon = start("nftables");
    ban();
    host.gaoler.client("unban", ATTACKER).must();
    host.gaoler.kill(daemon);
    // as if the kernel had not been told in time
    host.hosts
        .onServer("nft", "add", "element", "inet", "gaoler-sshd", "ip4-32", "{ " + ATTACKER + " }")
        .must();

    host.start();

    host.awaitLetIn(ATTACKER);
    assertThat(host.hosts.turnsAway(ATTACKER6)).isTrue();
  }

  @Test
  void sentencesAreAdoptedFromTheFirewallWhenTheStoreIsLost() {
    Process daemon = start("nftables");
    ban();
    host.gaoler.stop(daemon);
    Places.remove(host.gaoler.base().resolve("data"));
    // what the log said was forgiven, as far as anybody can tell: it is not read again
    host.log.line("server sshd[1]: Server listening on :: port 22.");

    host.start();

    awaitProof();
    assertThat(host.hosts.turnsAway(ATTACKER)).isTrue();
  }
}
