package org.gaoler.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.testkit.NetworkNamespace;
import org.gaoler.testkit.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that a real kernel tracks, in a network namespace of the test's own. */
class ConntrackTest {

  private static final List<String> SENDERS =
      List.of("192.0.2.1", "192.0.2.9", "198.51.100.1", "2001:db8::1", "2001:db8:1::1");

  private NetworkNamespace namespace;
  private Conntrack conntrack;

  @BeforeEach
  void trackSome() {
    Root.required();
    namespace = new NetworkNamespace();
    conntrack = new Conntrack(Place.of(Path.of("/run/netns", namespace.name())));
    for (String sender : SENDERS) {
      String target = sender.contains(":") ? "2001:db8:f::1" : "203.0.113.1";
      namespace.run(
          ("conntrack -I -s " + sender + " -d " + target)
              .concat(" -p tcp --sport 40000 --dport 22 --state ESTABLISHED -u ASSURED -t 600")
              .split(" "));
    }
  }

  @AfterEach
  void removeNamespace() {
    if (namespace != null) {
      conntrack.close();
      namespace.close();
    }
  }

  private List<String> tracked() {
    String listing =
        namespace.run("sh", "-c", "conntrack -L -f ipv4 2>&1; conntrack -L -f ipv6 2>&1");
    return SENDERS.stream().filter(sender -> listing.contains("src=" + sender + " ")).toList();
  }

  private static List<IpBlock> blocks(String... texts) {
    return List.of(texts).stream().map(text -> IpBlock.parse(text).orElseThrow()).toList();
  }

  @Test
  void connectionsOfBannedAddressesAndNetworksAreForgottenAndNoOthers() throws Exception {
    assertThat(tracked()).isEqualTo(SENDERS);

    int killed = conntrack.kill(blocks("192.0.2.1", "198.51.100.0/24", "2001:db8:1::/64"));

    assertThat(killed).isEqualTo(3);
    assertThat(tracked()).containsExactly("192.0.2.9", "2001:db8::1");
  }

  @Test
  void nothingToForgetIsNoError() throws Exception {
    assertThat(conntrack.kill(blocks("203.0.113.99", "2001:db8:99::1"))).isZero();
    assertThat(conntrack.kill(List.of())).isZero();
    assertThat(tracked()).isEqualTo(SENDERS);
  }

  @Test
  void manyAreForgottenAtOnce() throws Exception {
    for (int port = 1; port <= 30; port++) {
      namespace.run(
          ("conntrack -I -s 192.0.2.9 -d 203.0.113.1 -p udp --dport 53 -t 600 --sport " + port)
              .split(" "));
    }
    assertThat(conntrack.kill(blocks("192.0.2.9"))).isEqualTo(31);
    assertThat(tracked()).doesNotContain("192.0.2.9");
  }

  @Test
  void optionIsYesOrNo() throws Exception {
    assertThat(Conntrack.wanted(Map.of(), Place.HERE)).isEmpty();
    assertThat(Conntrack.wanted(Map.of("kill", "no"), Place.HERE)).isEmpty();
    assertThat(Conntrack.wanted(Map.of("kill", "yes"), Place.HERE)).isPresent();
    assertThatThrownBy(() -> Conntrack.wanted(Map.of("kill", "maybe"), Place.HERE))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("kill", "maybe", "yes and no");
  }
}
