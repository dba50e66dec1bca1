package org.gaoler.action.iptables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.api.Offender;
import org.gaoler.xtables.BlockType;
import org.gaoler.xtables.Entrance;
import org.gaoler.xtables.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {

  private final IptablesEnforcerFactory factory = Firewall.factory("iptables");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port|no-such-service",
        "protocol|icmp",
        "protocol|",
        "chain|IN PUT",
        "chain|--flush",
        "chain|abcdefghijklmnopqrstuvwxyz123",
        "blocktype|DROP; reboot",
        "blocktype|-j ACCEPT",
        "blocktype|DROP --x \"y\"",
        "name|a b",
        "colour|green",
        "recent|soon",
        "recent|0",
        "recent|permanent",
        "managed|maybe",
        "managed|yes",
      })
  void wrongOptionIsNamedWithValueActionAndWhatIsAccepted(String option, String value) {
    String text = value == null ? "" : value;
    assertThatThrownBy(() -> factory.enforcer(order("iptables-multiport", Map.of(option, text))))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("iptables-multiport", option + " = " + text, "accepted");
  }

  @Test
  void portsWithEveryProtocolAreRefused() {
    assertThatThrownBy(
            () ->
                factory.enforcer(
                    order("iptables-multiport", Map.of("port", "22", "protocol", "all"))))
        .hasMessageContainingAll("protocol = all", "port = 22", "accepted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-multiport", "iptables-allports", "iptables"})
  void addressesAndNetworksAreTakenButNeitherTokensNorTheWholeInternet(String action)
      throws Exception {
    var enforcer = factory.enforcer(order(action, Map.of("port", "22", "protocol", "tcp,udp")));
    assertThat(List.of("192.0.2.1", "192.0.2.0/24", "2001:db8::1", "2001:db8::/32"))
        .allMatch(text -> enforcer.takes(Offender.parse(text)));
    assertThat(List.of("root", "0.0.0.0/0", "::/0"))
        .noneMatch(text -> enforcer.takes(Offender.parse(text)));
  }

  @Test
  void entranceHasOneMatchPerProtocolAndPortList() throws Exception {
    assertThat(Entrance.of("INPUT", "tcp,udp", List.of("22,25", "80")).matches())
        .containsExactly(
            "-p tcp -m multiport --dports 22,25 ",
            "-p tcp -m multiport --dports 80 ",
            "-p udp -m multiport --dports 22,25 ",
            "-p udp -m multiport --dports 80 ");
    assertThat(Entrance.of("INPUT", "tcp", List.of()).matches()).containsExactly("-p tcp ");
    assertThat(Entrance.of("INPUT", "all", List.of()).matches()).containsExactly("");
  }

  @Test
  void rejectionIsTranslatedForIpv6() throws Exception {
    BlockType type = BlockType.parse(" REJECT  --reject-with icmp-host-prohibited");
    assertThat(type.of(Family.IPV4)).isEqualTo("REJECT --reject-with icmp-host-prohibited");
    assertThat(type.of(Family.IPV6)).isEqualTo("REJECT --reject-with icmp6-adm-prohibited");
    assertThat(BlockType.parse("REJECT").of(Family.IPV6))
        .isEqualTo("REJECT --reject-with icmp6-port-unreachable");
    assertThat(BlockType.parse("REJECT --reject-with tcp-reset").of(Family.IPV6))
        .isEqualTo("REJECT --reject-with tcp-reset");
  }

  @Test
  void programsOfBothFamiliesAreNamedAfterOne() {
    assertThat(Program.of("ip netns exec x /opt/iptables-nft", Family.IPV6, 5, "p"))
        .isEqualTo(new Program(List.of("ip", "netns", "exec", "x"), "/opt/ip6tables-nft", 5, "p"));
  }

  private static Order order(String action, Map<String, String> options) {
    return new Order("sshd", action, options);
  }
}
