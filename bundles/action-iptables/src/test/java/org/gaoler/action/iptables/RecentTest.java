package org.gaoler.action.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Offender;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.NetworkNamespace;
import org.gaoler.testkit.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever goes on trying stays out after his ban, until he has been silent; real packets. */
@Tag("root")
final class RecentTest {

  private static final Duration SILENCE = Duration.ofSeconds(2);
  private static final String PROBE =
      """
      import socket, sys
      family, sender, target = sys.argv[1:4]
      six = family == "6"
      server = socket.socket(socket.AF_INET6 if six else socket.AF_INET, socket.SOCK_DGRAM)
      server.bind((target, 4321))
      server.settimeout(0.2)
      way = socket.socket(server.family, socket.SOCK_DGRAM)
      way.bind((sender, 0))
      way.sendto(b"x", (target, 4321))
      try:
          server.recv(1)
          print("in")
      except socket.timeout:
          print("out")
      """;

  private final List<Enforcer> made = new ArrayList<>();
  private NetworkNamespace namespace;

  @BeforeEach
  void makeNamespace() {
    Root.required();
    namespace = new NetworkNamespace();
    namespace.run("ip", "link", "set", "lo", "up");
    namespace.run("ip", "addr", "add", "2001:db8::2/128", "dev", "lo", "nodad");
  }

  @AfterEach
  void removeNamespace() {
    made.forEach(Enforcer::close);
    namespace.close();
  }

  @ParameterizedTest
  @CsvSource({
    "iptables-nft, 127.0.0.2, 127.0.0.1",
    "iptables-nft, 2001:db8::2, ::1",
    "iptables-legacy, 127.0.0.2, 127.0.0.1",
    "iptables-legacy, 2001:db8::2, ::1"
  })
  void senderWhoGoesOnStaysOutAfterTheBanUntilHeIsSilent(
      String program, String sender, String target) throws Exception {
    Enforcer enforcer = open(program);
    assertThat(probe(sender, target)).isEqualTo("in");
    Instant ended = Instant.now().minusSeconds(1);
    enforcer.apply(List.of(new Ban(Offender.parse(sender), ended)), List.of());
    assertThat(probe(sender, target)).isEqualTo("out");

    enforcer.apply(List.of(), List.of(Offender.parse(sender)));

    assertThat(enforcer.inForce()).isEmpty();
    assertThat(probe(sender, target)).isEqualTo("out");
    awaitSilence();
    assertThat(probe(sender, target)).isEqualTo("in");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.2, 127.0.0.2, 127.0.0.1",
    "127.0.0.0/30, 127.0.0.2, 127.0.0.1",
    "2001:db8::2, 2001:db8::2, ::1",
    "2001:db8::/64, 2001:db8::2, ::1"
  })
  void senderWhomAnOperatorLetsInIsInAtOnce(String banned, String sender, String target)
      throws Exception {
    Enforcer enforcer = open("iptables-nft");
    Offender offender = Offender.parse(banned);
    Instant later = Instant.now().plusSeconds(600);
    enforcer.apply(List.of(new Ban(offender, later)), List.of());
    assertThat(probe(sender, target)).isEqualTo("out");

    enforcer.apply(List.of(), List.of(offender));

    assertThat(probe(sender, target)).isEqualTo("in");
  }

  @Test
  void nextLifeChangesNothingThatIsRight() throws Exception {
    open("iptables-nft")
        .apply(
            List.of(new Ban(Offender.parse("192.0.2.1"), Instant.now().plusSeconds(60))),
            List.of());
    String before = Firewall.saved(namespace, "iptables-nft");

    open("iptables-nft");

    assertThat(Firewall.saved(namespace, "iptables-nft")).isEqualTo(before).contains("--update");
  }

  private static void awaitSilence() throws Exception {
    Instant over = Instant.now().plus(SILENCE).plusMillis(500);
    Eventually.await("silence", Duration.ofSeconds(10), () -> Instant.now().isAfter(over));
  }

  private String probe(String sender, String target) {
    String family = sender.contains(":") ? "6" : "4";
    return namespace.run("python3", "-c", PROBE, family, sender, target).strip();
  }

  private Enforcer open(String program) throws Exception {
    Enforcer enforcer =
        Firewall.factory(namespace, program)
            .enforcer(
                new Order(
                    "sshd",
                    "iptables-allports",
                    Map.of("recent", SILENCE.toSeconds() + "s", "logprefix", "away: ")));
    made.add(enforcer);
    enforcer.open();
    return enforcer;
  }
}
