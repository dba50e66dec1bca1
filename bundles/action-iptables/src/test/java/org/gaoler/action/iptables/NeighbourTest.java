package org.gaoler.action.iptables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.NetworkNamespace;
import org.gaoler.testkit.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Others use the same firewall: their rules stay, their meddling is mended, failures are told. */
@Tag("root")
final class NeighbourTest {

  private static final String NFT = "iptables-nft";
  private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");
  private static final Ban BAN = new Ban(Offender.parse("192.0.2.1"), UNTIL);
  private static final Ban BAN6 = new Ban(Offender.parse("2001:db8::1"), UNTIL);

  @TempDir Path folder;
  private final List<Enforcer> made = new ArrayList<>();
  private NetworkNamespace namespace;

  @BeforeEach
  void makeNamespace() {
    Root.required();
    namespace = new NetworkNamespace();
  }

  @AfterEach
  void removeNamespace() {
    made.forEach(Enforcer::close);
    if (namespace != null) {
      namespace.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NFT, "iptables-legacy"})
  void chainIsEnteredBeforeEverybodyElseAndNothingElseChanges(String program) throws Exception {
    Firewall.neighbours(namespace, program);
    List<String> before = Firewall.saved(namespace, program).lines().toList();
    Enforcer enforcer = open(program, "sshd", Map.of("port", "ssh,2222", "protocol", "tcp,udp"));
    enforcer.apply(List.of(BAN, BAN6), List.of());
    List<String> after = Firewall.saved(namespace, program).lines().toList();
    assertThat(after).containsSubsequence(before);
    assertThat(input(program))
        .startsWith(
            "-A INPUT -p tcp -m multiport --dports 22,2222 -m comment --comment \"gaoler:sshd\""
                + " -j gaoler-sshd",
            "-A INPUT -p udp -m multiport --dports 22,2222 -m comment --comment \"gaoler:sshd\""
                + " -j gaoler-sshd",
            "-A INPUT -i lo -j ACCEPT");
  }

  @ParameterizedTest
  @ValueSource(strings = {NFT, "iptables-legacy"})
  void jumpThatSlippedDownIsPutBackOnTop(String program) throws Exception {
    Enforcer enforcer = open(program, "sshd", Map.of());
    enforcer.apply(List.of(BAN), List.of());
    namespace.run(program, "-w", "-I", "INPUT", "-i", "lo", "-j", "ACCEPT");
    enforcer.open();
    assertThat(input(program).get(0)).endsWith("-j gaoler-sshd");
    assertThat(input(program)).hasSize(2);
    assertThat(enforcer.inForce()).containsExactly(BAN);
  }

  @ParameterizedTest
  @ValueSource(strings = {NFT, "iptables-legacy"})
  void lostJumpIsNoticedAfterALaterBanAndNoBanIsLost(String program) throws Exception {
    Enforcer enforcer = open(program, "sshd", Map.of());
    enforcer.apply(List.of(BAN), List.of());
    namespace.run(program, "-w", "-F");
    List<Offender> later = new ArrayList<>();
    Eventually.await(
        "the first ban is in force again",
        Duration.ofSeconds(10),
        () -> {
          later.add(Offender.parse("198.18.0." + later.size() % 256));
          enforcer.apply(List.of(new Ban(later.get(later.size() - 1), UNTIL)), List.of());
          return enforcer.inForce().contains(BAN);
        });
    assertThat(input(program)).hasSize(1);
  }

  @Test
  void rulesThatOthersPutIntoTheChainSurviveItsRewriting() throws Exception {
    Enforcer enforcer = open(NFT, "sshd", Map.of());
    namespace.run(NFT, "-I", "gaoler-sshd", "-s", "203.0.113.7/32", "-j", "ACCEPT");
    List<Ban> many =
        IntStream.range(0, 100)
            .mapToObj(i -> new Ban(Offender.parse("198.18.0." + i), UNTIL))
            .toList();
    enforcer.apply(many, List.of());
    enforcer.apply(List.of(), many.stream().map(Ban::offender).toList());
    assertThat(namespace.run(NFT, "-S", "gaoler-sshd").lines())
        .containsExactly(
            "-N gaoler-sshd",
            "-A gaoler-sshd -s 203.0.113.7/32 -j ACCEPT",
            "-A gaoler-sshd -j RETURN");
  }

  @Test
  void jailsWithLongNamesDoNotShareAChain() throws Exception {
    Enforcer one = open(NFT, "x".repeat(199) + "1", Map.of());
    Enforcer two = open(NFT, "x".repeat(199) + "2", Map.of());
    one.apply(List.of(BAN), List.of());
    two.apply(List.of(BAN6), List.of());
    assertThat(one.inForce()).containsExactly(BAN);
    assertThat(two.inForce()).containsExactly(BAN6);
    one.open();
    two.open();
    assertThat(input(NFT)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {NFT, "iptables-legacy"})
  void everyBlockTypeIsRecognisedAsItsOwn(String program) throws Exception {
    Map<String, String> options = Map.of("blocktype", "REJECT --reject-with icmp-host-prohibited");
    Enforcer enforcer = open(program, "sshd", options);
    enforcer.apply(List.of(BAN, BAN6), List.of());
    String before = Firewall.saved(namespace, program);
    open(program, "sshd", options);
    assertThat(Firewall.saved(namespace, program)).isEqualTo(before);
    Enforcer changed = open(program, "sshd", Map.of("blocktype", "DROP"));
    assertThat(changed.locate(BAN.offender()).orElseThrow()).endsWith("-j DROP");
    assertThat(changed.inForce()).containsExactlyInAnyOrder(BAN, BAN6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp", "udplite", "sctp", "dccp", "tcp,udp", "all"})
  void entranceOfEveryProtocolIsRecognisedAsItsOwn(String protocol) throws Exception {
    Map<String, String> options =
        protocol.equals("all")
            ? Map.of("protocol", protocol)
            : Map.of("protocol", protocol, "port", "22,1000:2000");
    for (String program : List.of(NFT, "iptables-legacy")) {
      Enforcer enforcer = open(program, "sshd", options);
      enforcer.apply(List.of(BAN, BAN6), List.of());
      assertThat(enforcer.inForce()).containsExactlyInAnyOrder(BAN, BAN6);
      String before = Firewall.saved(namespace, program);
      enforcer.open();
      assertThat(Firewall.saved(namespace, program)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1:2", "::c000:201", "2001:db8::c000:201", "64:ff9b::c000:201", "::/8"})
  void addressThatTheToolWritesInItsOwnWayIsRecognised(String address) throws Exception {
    Ban ban = new Ban(Offender.parse(address), UNTIL);
    Enforcer enforcer = open(NFT, "sshd", Map.of());
    enforcer.apply(List.of(ban), List.of());
    enforcer.open();
    assertThat(enforcer.inForce()).containsExactly(ban);
    enforcer.apply(List.of(), List.of(ban.offender()));
    assertThat(enforcer.inForce()).isEmpty();
  }

  @Test
  void killedToolIsReplaced() throws Exception {
    Enforcer enforcer = open(NFT, "sshd", Map.of());
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
    Eventually.await(
        "the tools have ended",
        Duration.ofSeconds(5),
        () -> ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
    enforcer.apply(List.of(BAN, BAN6), List.of());
    assertThat(enforcer.inForce()).containsExactlyInAnyOrder(BAN, BAN6);
  }

  @Test
  void lastEnforcerToCloseEndsTheTools() throws Exception {
    open(NFT, "sshd", Map.of()).close();
    made.clear();
    Eventually.await(
        "the tools have ended",
        Duration.ofSeconds(5),
        () -> ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void missingProgramIsNamedWithTheRemedy() throws Exception {
    IptablesEnforcerFactory factory = Firewall.factory("iptables-none");
    Enforcer enforcer = factory.enforcer(new Order("sshd", "iptables", Map.of()));
    assertThatThrownBy(enforcer::open)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("iptables-none", "apt-get install iptables");
    assertThat(factory.missing()).anyMatch(line -> line.contains("apt-get install iptables"));
  }

  @ParameterizedTest
  @ValueSource(strings = {NFT, "iptables-legacy"})
  void missingPermissionIsNamedWithTheRemedy(String program) throws Exception {
    IptablesEnforcerFactory factory =
        Firewall.factory(namespace, "setpriv --reuid=65534 --clear-groups " + program);
    Enforcer enforcer = factory.enforcer(new Order("sshd", "iptables", Map.of()));
    made.add(enforcer);
    assertThatThrownBy(enforcer::open)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(program, "run as root", "CAP_NET_ADMIN");
    assertThat(factory.missing()).isNotEmpty();
  }

  @Test
  void chainThatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> open(NFT, "sshd", Map.of("chain", "DOCKER-USER")))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("DOCKER-USER", "option");
  }

  @Test
  void withoutIpv6InTheKernelIpv4BansGoOnAndIpv6BansAreRefused() throws Exception {
    Enforcer enforcer = made(wrapped("Address family not supported by protocol"), "sshd", Map.of());
    enforcer.open();
    enforcer.apply(List.of(BAN), List.of());
    assertThatThrownBy(() -> enforcer.apply(List.of(BAN6), List.of()))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("2001:db8::1", "not supported", "modprobe");
    assertThat(enforcer.inForce()).containsExactly(BAN);
  }

  /** Programs that lead into the namespace, of which those of IPv6 fail. */
  private String wrapped(String failure) throws Exception {
    for (String tool : List.of("iptables", "iptables-save", "iptables-restore")) {
      script(tool, "exec ip netns exec " + namespace.name() + " " + tool + " \"$@\"");
      script(tool.replace("ip", "ip6"), "echo '" + failure + "' >&2; exit 3");
    }
    return folder.resolve("iptables").toString();
  }

  private void script(String name, String line) throws Exception {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Enforcer open(String program, String jail, Map<String, String> options) throws Exception {
    Enforcer enforcer = made(String.join(" ", namespace.prefix()) + " " + program, jail, options);
    enforcer.open();
    return enforcer;
  }

  private Enforcer made(String command, String jail, Map<String, String> options) throws Fault {
    Enforcer enforcer =
        Firewall.factory(command).enforcer(new Order(jail, "iptables-multiport", options));
    made.add(enforcer);
    return enforcer;
  }

  private List<String> input(String program) {
    return namespace.run(program, "-S", "INPUT").lines().filter(l -> l.startsWith("-A")).toList();
  }
}
