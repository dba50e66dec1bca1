package org.gaoler.action.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.netlink.GenerationEvents;
import org.gaoler.netlink.Place;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.NetworkNamespace;
import org.gaoler.testkit.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tables look like, what others do to them, and what goes wrong. */
@Tag("root")
final class NftablesTest {

  private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(5);

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

  private Enforcer made(String jail, String action, Map<String, String> options) throws Fault {
    Enforcer enforcer = Firewall.factory(namespace).enforcer(new Order(jail, action, options));
    made.add(enforcer);
    return enforcer;
  }

  private Enforcer open(Map<String, String> options) throws Exception {
    Enforcer enforcer = made("sshd", "nftables", options);
    enforcer.open();
    return enforcer;
  }

  /** As nft lists it, with what its versions write differently written alike. */
  private String table() {
    return namespace
        .run("nft", "list", "table", "inet", "gaoler-sshd")
        .replace(" == @", " @")
        .replace("meta l4proto tcp th dport", "tcp dport")
        .replaceAll("dport \\{ (\\w+) }", "dport $1");
  }

  private static List<Ban> bans(String... whom) {
    return List.of(whom).stream().map(who -> new Ban(Offender.parse(who), UNTIL)).toList();
  }

  private static List<String> who(List<Ban> bans) {
    return bans.stream().map(ban -> ban.offender().toString()).toList();
  }

  @Test
  void tableIsWhatTheOptionsSay() throws Exception {
    Enforcer enforcer =
        open(
            Map.of(
                "port", "ssh,8000:8080",
                "protocol", "tcp,udp",
                "blocktype", "REJECT",
                "logprefix", "refused: "));
    enforcer.apply(bans("192.0.2.0/24", "2001:db8::/64"), List.of());

    assertThat(table())
        .contains("type filter hook prerouting priority raw + 10; policy accept;")
        .contains("meta l4proto { tcp, udp } th dport { 22, 8000-8080 } jump offenders")
        .contains("ip saddr & 255.255.255.0 @ip4-24 limit rate 6/minute burst 2 packets log")
        .contains("ip saddr & 255.255.255.0 @ip4-24 reject")
        .contains("ip6 saddr & ffff:ffff:ffff:ffff:: @ip6-64 reject")
        .contains("ip6 saddr @ip6-128 reject");
  }

  @Test
  void presetHostMeetsWhatIsForThisMachineAlone() throws Exception {
    open(Map.of("preset", "host", "port", "all"));

    assertThat(table()).contains("type filter hook input priority filter - 10; policy accept;");
    assertThat(table()).contains("meta l4proto tcp jump offenders");
  }

  @Test
  void allPortsMeanEveryPacket() throws Exception {
    made("sshd", "nftables-allports", Map.of("port", "ssh")).open();

    assertThat(table()).containsPattern("policy accept;\\s+jump offenders");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "preset|lan",
        "hook|output",
        "priority|soon",
        "blocktype|accept",
        "blocktype|drop; flush ruleset",
        "protocol|icmp",
        "port|nosuchport",
        "logprefix|a\"b",
        "counter|maybe",
        "kill|perhaps",
        "name|a b",
        "protocol|all"
      })
  void wrongOptionIsNamedWithItsValueAndWhatIsAccepted(String option, String value) {
    Map<String, String> options =
        option.equals("protocol") ? Map.of(option, value, "port", "ssh") : Map.of(option, value);
    assertThatThrownBy(() -> made("sshd", "nftables", options))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("nftables", option, value, "accepted");
  }

  @Test
  void changedOptionsChangeTheRulesAndKeepTheBans() throws Exception {
    open(Map.of("port", "ssh")).apply(bans("192.0.2.1"), List.of());

    Enforcer changed = open(Map.of("port", "http"));

    assertThat(table()).contains("tcp dport 80").doesNotContain("dport 22");
    assertThat(who(changed.inForce())).containsExactly("192.0.2.1");
  }

  @Test
  void tableTakenAwayBetweenTwoBansIsMadeAgain() throws Exception {
    AtomicInteger rung = new AtomicInteger();
    Enforcer enforcer = made("sshd", "nftables", Map.of());
    enforcer.watch(rung::incrementAndGet);
    enforcer.open();
    enforcer.apply(bans("192.0.2.1"), List.of());
    namespace.run("nft", "delete", "table", "inet", "gaoler-sshd");

    enforcer.apply(bans("192.0.2.2", "2001:db8::2"), List.of());

    assertThat(who(enforcer.inForce())).containsExactlyInAnyOrder("192.0.2.2", "2001:db8::2");
    Eventually.await("core is told of the rest", SOON, () -> rung.get() > 0);
  }

  @Test
  void ruleOrElementTakenAwayIsTold() throws Exception {
    AtomicInteger rung = new AtomicInteger();
    Enforcer enforcer = made("sshd", "nftables", Map.of());
    enforcer.watch(rung::incrementAndGet);
    enforcer.open();
    enforcer.apply(bans("192.0.2.1", "192.0.2.2"), List.of());
    assertThat(rung).hasValue(0);

    namespace.run("nft", "delete", "element", "inet", "gaoler-sshd", "ip4-32", "{ 192.0.2.1 }");
    Eventually.await("it is told", SOON, () -> rung.get() == 1);
    assertThat(who(enforcer.inForce())).containsExactly("192.0.2.2");

    namespace.run("nft", "flush", "chain", "inet", "gaoler-sshd", "offenders");
    Eventually.await("it is told", SOON, () -> rung.get() == 2);
    assertThat(enforcer.inForce()).isEmpty();
    enforcer.open();
    assertThat(who(enforcer.inForce())).containsExactly("192.0.2.2");
  }

  @Test
  void thingOfTheSameNameThatIsNotOursIsLeftAloneAndNamed() throws Exception {
    namespace.run("nft", "add", "table", "inet", "gaoler-sshd");
    namespace.run("nft", "add", "set", "inet", "gaoler-sshd", "ip4-32", "{ type inet_service ; }");
    String before = namespace.run("nft", "list", "ruleset");
    Enforcer enforcer = made("sshd", "nftables", Map.of());

    assertThatThrownBy(enforcer::open)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("gaoler-sshd", "option name");

    assertThat(namespace.run("nft", "list", "ruleset")).isEqualTo(before);
  }

  @Test
  void missingProgramIsNamedWithWhatInstallsIt() throws Exception {
    NftablesEnforcerFactory factory =
        new NftablesEnforcerFactory(
            "docker",
            "drop",
            true,
            "nft-none",
            Place.of(java.nio.file.Path.of("/run/netns", namespace.name())),
            GenerationEvents.HERE);
    assertThat(factory.missing()).singleElement().asString().contains("nft-none", "apt-get");
    Enforcer enforcer = factory.enforcer(new Order("sshd", "nftables", Map.of()));
    made.add(enforcer);
    assertThatThrownBy(enforcer::open).hasMessageContainingAll("nft-none", "apt-get");
  }

  @Test
  void longNamesOfTwoJailsNeverMeet() throws Exception {
    String jail = "j".repeat(199);
    made(jail + "1", "nftables", Map.of()).open();
    made(jail + "2", "nftables", Map.of()).open();

    assertThat(namespace.run("nft", "list", "tables").lines()).hasSize(2);
  }

  @Test
  void hundredThousandAreAllInForceAndAllGoAgain() throws Exception {
    Enforcer enforcer = open(Map.of());
    List<Offender> crowd =
        IntStream.range(0, 100_000)
            .mapToObj(
                i ->
                    Offender.parse("198.%d.%d.%d".formatted(18 + (i >> 16), i >> 8 & 255, i & 255)))
            .toList();
    enforcer.apply(crowd.stream().map(each -> new Ban(each, UNTIL)).toList(), List.of());
    enforcer.apply(bans("203.0.113.1", "2001:db8::1"), List.of());

    // the kernel may tell of some twice, or of some not at all, while it makes room
    Eventually.await(
        "all are told of",
        SOON,
        () -> new HashSet<>(who(enforcer.inForce())).size() == crowd.size() + 2);
    assertThat(enforcer.locate(crowd.get(99_999))).isPresent();
    enforcer.apply(List.of(), crowd);

    Eventually.await(
        "the other two are left",
        SOON,
        () -> new HashSet<>(who(enforcer.inForce())).equals(Set.of("203.0.113.1", "2001:db8::1")));
  }

  @Test
  void packetsThatABanStopsAreCounted() throws Exception {
    Enforcer enforcer = made("sshd", "nftables-allports", Map.of());
    enforcer.open();
    enforcer.apply(bans("127.0.0.2", "127.0.0.3"), List.of());
    String send =
        """
        import socket
        way = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        way.bind(("127.0.0.2", 0))
        for _ in range(5):
            way.sendto(b"x", ("127.0.0.1", 9))
        """;
    namespace.run("python3", "-c", send);

    assertThat(enforcer.traffic().get(Offender.parse("127.0.0.2")).packets()).isEqualTo(5);
    assertThat(enforcer.traffic().get(Offender.parse("127.0.0.3")).packets()).isZero();
  }
}
