package org.gaoler.action.ipset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Offender;
import org.gaoler.api.Traffic;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.NetworkNamespace;
import org.gaoler.testkit.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real packets from another host are stopped, or not. */
final class IpsetPacketsTest extends IpsetRig {

  private static final Map<String, String> ALL = Map.of("type", "allports");

  private NetworkNamespace sender;

  @BeforeEach
  void connect() {
    sender = new NetworkNamespace();
    sender.run(
        "ip",
        "link",
        "add",
        "eth0",
        "type",
        "veth",
        "peer",
        "name",
        "eth0",
        "netns",
        namespace.name());
    addresses(namespace, "9");
    addresses(sender, "1");
    addresses(sender, "2");
  }

  @AfterEach
  void disconnect() {
    if (sender != null) {
      sender.close();
    }
  }

  private static void addresses(NetworkNamespace host, String last) {
    host.run("ip", "link", "set", "eth0", "up");
    host.run("ip", "address", "add", "192.0.2." + last + "/24", "dev", "eth0");
    host.run("ip", "address", "add", "2001:db8::" + last + "/64", "dev", "eth0", "nodad");
  }

  /** Hosts that could not find each other for a while take a second to try again. */
  private void assertComesThrough(String from) {
    Eventually.await(
        "a packet of " + from + " comes through", Duration.ofSeconds(15), () -> through(from));
  }

  private boolean through(String from) {
    String to = from.contains(":") ? "2001:db8::9" : "192.0.2.9";
    List<String> ping = new ArrayList<>(sender.prefix());
    ping.addAll(List.of("ping", "-n", "-c", "1", "-W", "1", "-I", from, to));
    return Shell.result(ping, "").status() == 0;
  }

  @ParameterizedTest
  @CsvSource({
    "iptables-nft, 192.0.2.1, 192.0.2.2",
    "iptables-nft, 2001:db8::1, 2001:db8::2",
    "iptables-legacy, 192.0.2.1, 192.0.2.2",
    "iptables-legacy, 2001:db8::1, 2001:db8::2",
  })
  void packetsOfTheBannedAddressAloneAreStoppedAndCountedUntilTheUnban(
      String program, String banned, String other) throws Exception {
    Offender offender = Offender.parse(banned);
    Enforcer enforcer = open(program, "sshd", ALL);
    assertComesThrough(banned);
    enforcer.apply(List.of(ban(offender, 600)), List.of());
    assertThat(through(banned)).isFalse();
    assertComesThrough(other);
    Traffic stopped = enforcer.traffic().get(offender);
    assertThat(stopped.packets()).isPositive();
    assertThat(stopped.bytes()).isGreaterThanOrEqualTo(64 * stopped.packets());
    enforcer.apply(List.of(), List.of(offender));
    assertComesThrough(banned);
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.0/30, 192.0.2.1", "2001:db8::/126, 2001:db8::1"})
  void packetsOfABannedNetworkAreStoppedUntilItsLastBanEnds(String network, String address)
      throws Exception {
    Enforcer enforcer = open(NFT, "sshd", ALL);
    Offender wide = Offender.parse(network);
    Offender single = Offender.parse(address);
    enforcer.apply(List.of(ban(wide, 600), ban(single, 600)), List.of());
    assertThat(through(address)).isFalse();
    enforcer.apply(List.of(), List.of(single));
    assertThat(through(address)).isFalse();
    enforcer.apply(List.of(), List.of(wide));
    assertComesThrough(address);
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1", "2001:db8::1"})
  void banEndsInTheKernelThoughNobodyLiftsIt(String address) throws Exception {
    Enforcer enforcer = open(NFT, "sshd", ALL);
    enforcer.apply(List.of(ban(Offender.parse(address), 2)), List.of());
    enforcer.close();
    assertThat(through(address)).isFalse();
    assertComesThrough(address);
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1", "2001:db8::1"})
  void jailsThatShareASetStopPacketsUntilTheLastOneLetsGo(String address) throws Exception {
    IpsetEnforcerFactory factory = factory(NFT);
    Map<String, String> shared = Map.of("set", "bad", "type", "allports");
    Offender offender = Offender.parse(address);
    Enforcer ssh = made(factory, "ssh", shared);
    Enforcer web = made(factory, "web", shared);
    for (Enforcer each : List.of(ssh, web)) {
      each.open();
      each.apply(List.of(ban(offender, 600)), List.of());
    }
    ssh.apply(List.of(), List.of(offender));
    assertThat(through(address)).isFalse();
    web.apply(List.of(), List.of(offender));
    assertComesThrough(address);
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1", "2001:db8::1"})
  void packetsToOtherPortsPass(String address) throws Exception {
    Enforcer enforcer = open(NFT, "sshd", Map.of("port", "ssh"));
    enforcer.apply(List.of(ban(Offender.parse(address), 600)), List.of());
    assertComesThrough(address);
  }

  @ParameterizedTest
  @CsvSource({"ipv4, 192.0.2.1, 192.0.2.2", "ipv6, 2001:db8::1, 2001:db8::2"})
  void killForgetsTheConnectionsOfTheBannedAddressAlone(String family, String banned, String other)
      throws Exception {
    for (String tool : Firewall.both(NFT)) {
      namespace.run(tool, "-A", "INPUT", "-m", "conntrack", "--ctstate", "INVALID", "-j", "DROP");
    }
    assertComesThrough(banned);
    assertComesThrough(other);
    Enforcer enforcer = open(NFT, "sshd", Map.of("kill", "yes"));
    enforcer.apply(List.of(ban(Offender.parse(banned), 600)), List.of());
    assertThat(namespace.run("conntrack", "-L", "-f", family))
        .contains("src=" + other + " ")
        .doesNotContain("src=" + banned + " ");
  }
}
