package org.gaoler.action.iptables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;
import org.gaoler.testkit.NetworkNamespace;
import org.gaoler.testkit.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bans in a chain that the administrator manages: nothing but their rules is ours. */
@Tag("root")
final class GuestTest {

  private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");
  private static final List<Ban> BANS =
      List.of(
          new Ban(Offender.parse("192.0.2.1"), UNTIL),
          new Ban(Offender.parse("198.51.100.0/24"), UNTIL),
          new Ban(Offender.parse("2001:db8::1"), UNTIL),
          new Ban(Offender.parse("2001:db8:1::/48"), UNTIL));

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
    namespace.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void rulesComeAndGoAndEverythingElseStaysAsItWas(String program) throws Exception {
    manage(program);
    String before = Firewall.saved(namespace, program);
    Enforcer enforcer = made(program);
    Teardown recipe = enforcer.open();
    assertThat(Firewall.saved(namespace, program)).isEqualTo(before);
    enforcer.apply(BANS, List.of());
    assertThat(enforcer.inForce()).containsExactlyInAnyOrderElementsOf(BANS);
    assertThat(enforcer.locate(BANS.get(0).offender()).orElseThrow())
        .startsWith("-A OFFENDINGIPS -s 192.0.2.1/32");
    assertThat(enforcer.traffic()).hasSize(4);
    String banned = Firewall.saved(namespace, program);

    Enforcer next = made(program);
    next.open();
    assertThat(Firewall.saved(namespace, program)).isEqualTo(banned);
    next.apply(List.of(), List.of(BANS.get(0).offender(), BANS.get(2).offender()));
    assertThat(next.inForce()).containsExactlyInAnyOrder(BANS.get(1), BANS.get(3));

    for (int round = 0; round < 2; round++) {
      for (Teardown.Step step : recipe.steps()) {
        Process removal = new ProcessBuilder(step.arguments()).redirectErrorStream(true).start();
        assertThat(removal.waitFor()).isZero();
      }
    }
    assertThat(Firewall.saved(namespace, program)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void chainThatIsMissingIsNamedWithTheCommandThatMakesIt(String program) throws Exception {
    assertThatThrownBy(() -> made(program).open())
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("OFFENDINGIPS", "-N OFFENDINGIPS", "-I INPUT -j OFFENDINGIPS");
    assertThat(Firewall.saved(namespace, program)).doesNotContain("OFFENDINGIPS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void jumpThatIsGoneIsNamedAndNeverMade(String program) throws Exception {
    manage(program);
    Enforcer enforcer = made(program);
    enforcer.open();
    enforcer.apply(BANS, List.of());
    namespace.run(program, "-D", "INPUT", "-p", "tcp", "-j", "OFFENDINGIPS");
    String before = Firewall.saved(namespace, program);

    assertThat(enforcer.inForce()).allMatch(ban -> ban.offender().toString().contains(":"));
    assertThatThrownBy(enforcer::open)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("no packet is led", "-I INPUT -j OFFENDINGIPS");

    assertThat(Firewall.saved(namespace, program)).isEqualTo(before);
    namespace.run(program, "-I", "INPUT", "-j", "OFFENDINGIPS");
    enforcer.open();
    assertThat(enforcer.inForce()).containsExactlyInAnyOrderElementsOf(BANS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void rulesThatOthersRemovedAreWrittenAnewBesideTheAdministrators(String program)
      throws Exception {
    manage(program);
    Enforcer enforcer = made(program);
    enforcer.open();
    enforcer.apply(BANS, List.of());
    for (String tool : Firewall.both(program)) {
      namespace.run(tool, "-D", "OFFENDINGIPS", "1");
    }

    enforcer.apply(List.of(), BANS.stream().map(Ban::offender).toList());

    assertThat(enforcer.inForce()).isEmpty();
    assertThat(Firewall.saved(namespace, program)).contains("-A OFFENDINGIPS -p udp -j ACCEPT");
  }

  private void manage(String program) {
    Firewall.neighbours(namespace, program);
    for (String tool : Firewall.both(program)) {
      namespace.run(tool, "-N", "OFFENDINGIPS");
      namespace.run(tool, "-A", "OFFENDINGIPS", "-p", "udp", "-j", "ACCEPT");
      namespace.run(tool, "-I", "INPUT", "-p", "tcp", "-j", "OFFENDINGIPS");
    }
  }

  private Enforcer made(String program) throws Exception {
    Enforcer enforcer =
        Firewall.factory(namespace, program)
            .enforcer(
                new Order(
                    "sshd",
                    "iptables",
                    Map.of("chain", "OFFENDINGIPS", "managed", "yes", "port", "ssh")));
    made.add(enforcer);
    return enforcer;
  }
}
