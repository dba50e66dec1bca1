package org.gaoler.action.ipset;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.api.Offender;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.Traffic;
import org.gaoler.netlink.GenerationEvents;
import org.gaoler.netlink.Place;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Others meddle with sets and rules, and what the kernel refuses is told. */
final class IpsetDriftTest extends IpsetRig {

  private static final String SET = "gaoler-sshd/4";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {NFT, LEGACY})
  void flushedSetIsNoticedByCounting(String program) throws Exception {
    Enforcer enforcer = open(program, "sshd", Map.of());
    enforcer.apply(List.of(ban(ADDRESS, 600), ban(ADDRESS6, 600)), List.of());
    assertThat(enforcer.count()).hasValue(2);
    namespace.run("ipset", "flush", SET);
    assertThat(enforcer.count()).hasValue(1);
    assertThat(offenders(enforcer.inForce())).containsExactly(ADDRESS6);
  }

  @ParameterizedTest
  @ValueSource(strings = {NFT, LEGACY})
  void setThatNoRuleLooksIntoCountsForNothingAndIsEnteredAgain(String program) throws Exception {
    Enforcer enforcer = open(program, "sshd", Map.of());
    enforcer.apply(List.of(ban(ADDRESS, 600), ban(ADDRESS6, 600)), List.of());
    for (String tool : Firewall.both(program)) {
      namespace.run(tool, "-w", "-F", "INPUT");
    }
    Eventually.await(
        "the rules have let go of the sets",
        Duration.ofSeconds(5),
        () -> enforcer.count().orElseThrow() == 0);
    assertThat(enforcer.inForce()).isEmpty();
    enforcer.open();
    assertThat(enforcer.count()).hasValue(2);
    assertThat(input(program))
        .containsExactly(
            "-A INPUT -p tcp -m set --match-set gaoler-sshd/4 src -m comment --comment"
                + " \"gaoler:sshd\" -j gaoler-sshd/set");
  }

  @ParameterizedTest
  @ValueSource(strings = {NFT, LEGACY})
  void rulesThatWereFlushedWhileNobodyWasBannedComeBackWithALaterBan(String program)
      throws Exception {
    Enforcer enforcer = open(program, "sshd", Map.of());
    namespace.run(program, "-w", "-F");
    Eventually.await(
        "offenders are looked for again",
        Duration.ofSeconds(10),
        () -> {
          enforcer.apply(List.of(ban(ADDRESS, 600)), List.of());
          return offenders(enforcer.inForce()).equals(List.of(ADDRESS));
        });
    assertThat(input(program)).hasSize(1);
  }

  @Test
  void flushOfRulesRingsTheBellAndOwnChangesDoNot() throws Exception {
    AtomicInteger rings = new AtomicInteger();
    Enforcer enforcer = made(factory(NFT), "sshd", Map.of());
    enforcer.watch(rings::incrementAndGet);
    enforcer.open();
    enforcer.apply(List.of(ban(ADDRESS, 600)), List.of());
    assertThat(rings).hasValue(0);
    namespace.run(NFT, "-F");
    Eventually.await("the bell rings", Duration.ofSeconds(5), () -> rings.get() > 0);
  }

  @Test
  void destroyedSetIsMadeAnewByTheNextBanAndTheBellTellsThatMoreIsMissing() throws Exception {
    AtomicInteger rings = new AtomicInteger();
    Enforcer enforcer = made(factory(LEGACY), "sshd", Map.of());
    enforcer.watch(rings::incrementAndGet);
    enforcer.open();
    enforcer.apply(List.of(ban(ADDRESS, 600)), List.of());
    Firewall.wipe(namespace, LEGACY);
    Offender later = Offender.parse("198.51.100.7");
    enforcer.apply(List.of(ban(later, 600)), List.of());
    assertThat(offenders(enforcer.inForce())).containsExactly(later);
    assertThat(rings.get()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {NFT, LEGACY})
  void jumpThatSlippedDownIsPutBackOnTop(String program) throws Exception {
    Enforcer enforcer = open(program, "sshd", Map.of());
    namespace.run(program, "-w", "-I", "INPUT", "-i", "lo", "-j", "ACCEPT");
    enforcer.open();
    assertThat(input(program)).hasSize(2);
    assertThat(input(program).get(0)).endsWith("-j gaoler-sshd/set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void banLongerThanTheKernelCountsIsCutAndShowsWhenItMustBeRenewed(String address)
      throws Exception {
    Offender offender = Offender.parse(address);
    String set = address.contains(":") ? "gaoler-sshd/6" : SET;
    Enforcer enforcer = open(NFT, "sshd", Map.of());
    Ban long60 = ban(offender, Duration.ofDays(60).toSeconds());
    enforcer.apply(List.of(long60), List.of());
    assertThat(remaining(set, offender)).isBetween(2_147_400L, 2_147_483L);
    assertThat(enforcer.inForce()).containsExactly(new Ban(offender, TimeSpan.FOREVER));
    namespace.run(
        "ipset", "add", "-exist", set, address, "timeout", "1000000", "packets", "8", "bytes",
        "99");
    Instant shown = enforcer.inForce().get(0).until();
    assertThat(shown).isBetween(in(999_990), in(1_000_002));
    enforcer.apply(List.of(long60), List.of());
    assertThat(remaining(set, offender)).isGreaterThan(2_147_400L);
    assertThat(enforcer.traffic()).containsEntry(offender, new Traffic(8, 99));
  }

  @Test
  void endlessBanHasNoTimeoutAndOneThatIsOverSoonEndsByItself() throws Exception {
    Enforcer enforcer = open(NFT, "sshd", Map.of());
    enforcer.apply(List.of(new Ban(ADDRESS, TimeSpan.FOREVER), ban(ADDRESS6, 1)), List.of());
    assertThat(remaining(SET, ADDRESS)).isZero();
    Eventually.await(
        "the kernel lets go of the short one",
        Duration.ofSeconds(10),
        () -> offenders(enforcer.inForce()).equals(List.of(ADDRESS)));
    assertThat(enforcer.count()).hasValue(1);
  }

  @Test
  void setOfAnotherKindIsLeftAloneAndNamedWithTheRemedy() throws Exception {
    namespace.run("ipset", "create", SET, "hash:ip", "timeout", "5");
    namespace.run("ipset", "add", SET, "203.0.113.9", "timeout", "0");
    String before = Firewall.saved(namespace, NFT);
    Enforcer enforcer = made(factory(NFT), "sshd", Map.of());
    assertThatThrownBy(enforcer::open)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(SET, "hash:ip", "hash:net", "ipset destroy " + SET);
    assertThat(Firewall.saved(namespace, NFT)).isEqualTo(before);
    assertThat(enforcer.count()).hasValue(0);
  }

  @Test
  void fullSetNamesTheOffenderAndTheOption() throws Exception {
    Enforcer enforcer = open(NFT, "sshd", Map.of("maxelem", "3"));
    List<Ban> bans = crowd(8);
    assertThatThrownBy(() -> enforcer.apply(bans, List.of()))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("198.18.0.", SET, "full", "maxelem");
    assertThat(offenders(bans)).containsAll(offenders(enforcer.inForce()));
  }

  @Test
  void largerSetTakesThePlaceOfTheSmallerOneWithItsElementsAndTheirCounters() throws Exception {
    Enforcer small = open(NFT, "sshd", Map.of("maxelem", "3"));
    small.apply(List.of(ban(ADDRESS, 600)), List.of());
    namespace.run(
        "ipset",
        "add",
        "-exist",
        SET,
        ADDRESS.toString(),
        "timeout",
        "500",
        "packets",
        "7",
        "bytes",
        "420");
    small.close();
    Enforcer large = open(NFT, "sshd", Map.of("maxelem", "1000"));
    assertThat(large.traffic()).containsEntry(ADDRESS, new Traffic(7, 420));
    assertThat(remaining(SET, ADDRESS)).isBetween(480L, 500L);
    large.apply(crowd(500), List.of());
    assertThat(large.count()).hasValue(501);
    assertThat(namespace.run("ipset", "list", "-n").lines())
        .containsExactlyInAnyOrder(SET, "gaoler-sshd/6");
  }

  @Test
  void restartRewritesNothing() throws Exception {
    open(NFT, "sshd", Map.of()).apply(List.of(ban(ADDRESS, 600)), List.of());
    namespace.run(
        "ipset",
        "add",
        "-exist",
        SET,
        ADDRESS.toString(),
        "timeout",
        "600",
        "packets",
        "9",
        "bytes",
        "9");
    String before = Firewall.saved(namespace, NFT);
    Enforcer successor = open(NFT, "sshd", Map.of());
    assertThat(offenders(successor.inForce())).containsExactly(ADDRESS);
    assertThat(Firewall.saved(namespace, NFT)).isEqualTo(before);
    assertThat(element(SET, ADDRESS)).contains("packets 9");
  }

  @Test
  void locatedBanIsShownAsTheToolWritesIt() throws Exception {
    Enforcer enforcer = open(NFT, "sshd", Map.of());
    enforcer.apply(List.of(ban(Offender.parse("192.0.2.0/24"), 600)), List.of());
    assertThat(enforcer.locate(Offender.parse("192.0.2.0/24")).orElseThrow())
        .matches("add gaoler-sshd/4 192\\.0\\.2\\.0/24 timeout (599|600) packets 0 bytes 0");
  }

  @Test
  void jailsWithLongNamesHaveSetsAndChainsOfTheirOwn() throws Exception {
    Enforcer one = open(NFT, "x".repeat(199) + "1", Map.of());
    Enforcer two = open(NFT, "x".repeat(199) + "2", Map.of());
    one.apply(List.of(ban(ADDRESS, 600)), List.of());
    assertThat(two.inForce()).isEmpty();
    assertThat(input(NFT)).hasSize(2);
    assertThat(namespace.run("ipset", "list", "-n").lines()).hasSize(4);
  }

  @Test
  void otherBlockTypeTakesEffectWithoutALapse() throws Exception {
    open(NFT, "sshd", Map.of()).apply(List.of(ban(ADDRESS, 600)), List.of());
    Enforcer changed = open(NFT, "sshd", Map.of("blocktype", "REJECT"));
    assertThat(namespace.run(NFT, "-S", "gaoler-sshd/set").lines())
        .containsExactly(
            "-N gaoler-sshd/set",
            "-A gaoler-sshd/set -m comment --comment \"gaoler:sshd\" -j REJECT --reject-with"
                + " icmp-port-unreachable");
    assertThat(offenders(changed.inForce())).containsExactly(ADDRESS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp", "udplite", "sctp", "dccp", "tcp,udp", "all"})
  void entranceOfEveryProtocolIsRecognisedAsItsOwn(String protocol) throws Exception {
    Map<String, String> options =
        protocol.equals("all")
            ? Map.of("protocol", protocol)
            : Map.of("protocol", protocol, "port", "22,1000:2000");
    for (String program : List.of(NFT, LEGACY)) {
      Enforcer enforcer = open(program, "sshd", options);
      enforcer.apply(List.of(ban(ADDRESS, 600), ban(ADDRESS6, 600)), List.of());
      assertThat(offenders(enforcer.inForce())).containsExactly(ADDRESS, ADDRESS6);
      assertThat(enforcer.count()).hasValue(2);
      String before = Firewall.saved(namespace, program);
      enforcer.open();
      assertThat(Firewall.saved(namespace, program)).isEqualTo(before);
    }
  }

  @Test
  void noToolStaysBehindOnceTheRulesAreMade() throws Exception {
    open(NFT, "sshd", Map.of());
    Eventually.await(
        "the tools have ended",
        Duration.ofSeconds(5),
        () -> ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void missingPermissionIsNamedWithTheRemedy() throws Exception {
    Place place = Place.of(Path.of("/run/netns", namespace.name()));
    String prefix = String.join(" ", namespace.prefix()) + " setpriv --reuid=65534 --clear-groups ";
    Wiring wiring =
        IpsetEnforcerFactory.wiring(place, new GenerationEvents(place), prefix + NFT, "ipset", 5);
    IpsetEnforcerFactory factory = new IpsetEnforcerFactory(Firewall.WORDS, wiring, clock);
    assertThatThrownBy(made(factory, "sshd", Map.of())::open)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(NFT, "run as root", "CAP_NET_ADMIN");
  }

  @Test
  void chainThatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> open(NFT, "sshd", Map.of("chain", "DOCKER-USER")))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("DOCKER-USER", "option");
  }

  @Test
  void missingProgramsAreNamedWithTheRemedy() throws Exception {
    Place place = Place.of(Path.of("/run/netns", namespace.name()));
    Wiring wiring =
        IpsetEnforcerFactory.wiring(
            place, new GenerationEvents(place), "iptables-none", "ipset-none", 5);
    IpsetEnforcerFactory factory = new IpsetEnforcerFactory(Firewall.WORDS, wiring, clock);
    assertThat(factory.missing())
        .anyMatch(line -> line.contains("apt-get install iptables"))
        .anyMatch(line -> line.contains("apt-get install ipset"));
    Enforcer enforcer = factory.enforcer(new Order("sshd", "ipset", Map.of()));
    assertThatThrownBy(enforcer::open).isInstanceOf(Fault.class).hasMessageContaining("install");
    enforcer.close();
  }

  @Test
  void missingToolForTheRemovalIsNamedWithTheRemedy() throws Exception {
    Place place = Place.of(Path.of("/run/netns", namespace.name()));
    String prefix = String.join(" ", namespace.prefix()) + " ";
    Wiring wiring =
        IpsetEnforcerFactory.wiring(
            place, new GenerationEvents(place), prefix + NFT, "/no/such/ipset", 5);
    IpsetEnforcerFactory factory = new IpsetEnforcerFactory(Firewall.WORDS, wiring, clock);
    assertThatThrownBy(made(factory, "sshd", Map.of())::open)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("/no/such/ipset", "apt-get install ipset");
  }

  @Test
  void withoutIpv6InTheKernelIpv4BansGoOnAndIpv6BansAreRefused() throws Exception {
    for (String tool : List.of("iptables", "iptables-save", "iptables-restore")) {
      script(tool, "exec ip netns exec " + namespace.name() + " " + tool + " \"$@\"");
      script(
          tool.replace("ip", "ip6"), "echo 'Address family not supported by protocol' >&2; exit 3");
    }
    Place place = Place.of(Path.of("/run/netns", namespace.name()));
    Wiring wiring =
        IpsetEnforcerFactory.wiring(
            place, new GenerationEvents(place), folder.resolve("iptables").toString(), "ipset", 5);
    IpsetEnforcerFactory factory = new IpsetEnforcerFactory(Firewall.WORDS, wiring, clock);
    Enforcer enforcer = made(factory, "sshd", Map.of());
    enforcer.open();
    enforcer.apply(List.of(ban(ADDRESS, 600)), List.of());
    assertThatThrownBy(() -> enforcer.apply(List.of(ban(ADDRESS6, 600)), List.of()))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("2001:db8::1", "not supported", "modprobe");
    enforcer.apply(List.of(), List.of(ADDRESS6));
    assertThat(offenders(enforcer.inForce())).containsExactly(ADDRESS);
    assertThat(enforcer.count()).hasValue(1);
    assertThat(namespace.run("ipset", "list", "-n").strip()).isEqualTo(SET);
  }

  private void script(String name, String line) throws Exception {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void nothingIsMissingHere() throws Exception {
    assertThat(factory(NFT).missing()).isEmpty();
  }

  @Test
  void elementOfAFamilyThatTheSetDoesNotTakeIsNamed() throws Exception {
    open(NFT, "sshd", Map.of());
    Place place = Place.of(Path.of("/run/netns", namespace.name()));
    try (var netlink = org.gaoler.netlink.Netlink.open(place, 12);
        IpSet set = new IpSet(netlink, SET, Family.IPV4)) {
      List<Element> elements = new ArrayList<>();
      for (Offender offender : List.of(ADDRESS, ADDRESS6)) {
        elements.add(new Element((org.gaoler.api.IpBlock) offender, 600, new Traffic(0, 0)));
      }
      assertThatThrownBy(() -> set.put(elements))
          .isInstanceOf(Fault.class)
          .hasMessageContainingAll("2001:db8::1", SET);
    }
  }

  private List<Ban> crowd(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> ban(Offender.parse("198.18." + i / 256 + "." + i % 256), 600))
        .toList();
  }
}
