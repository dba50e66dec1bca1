package org.gaoler.action.ipset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.api.Offender;
import org.gaoler.api.TimeSpan;
import org.gaoler.netlink.GenerationEvents;
import org.gaoler.netlink.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {

  private static final Instant NOW = Instant.parse("2026-11-21T05:00:00.250Z");

  private final IpsetEnforcerFactory factory =
      new IpsetEnforcerFactory(
          Firewall.WORDS,
          IpsetEnforcerFactory.wiring(Place.HERE, GenerationEvents.HERE, "iptables", "ipset", 5),
          Clock.systemUTC());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port|no-such-service",
        "protocol|icmp",
        "chain|--flush",
        "blocktype|DROP; reboot",
        "name|a b",
        "set|a/b",
        "set|",
        "maxelem|0",
        "maxelem|many",
        "maxelem|99999999999",
        "hashsize|-1",
        "type|some",
        "kill|maybe",
        "colour|green",
      })
  void wrongOptionIsNamedWithValueActionAndWhatIsAccepted(String option, String value) {
    String text = value == null ? "" : value;
    assertThatThrownBy(() -> factory.enforcer(new Order("sshd", "ipset", Map.of(option, text))))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("action ipset", option + " = " + text, "accepted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ipset",
        "iptables-ipset",
        "iptables-ipset-proto4",
        "iptables-ipset-proto6",
        "iptables-ipset-proto6-allports"
      })
  void addressesAndNetworksAreTakenButNeitherTokensNorTheWholeInternet(String action)
      throws Exception {
    var enforcer = factory.enforcer(new Order("sshd", action, Map.of("port", "22")));
    assertThat(List.of("192.0.2.1", "192.0.2.0/24", "2001:db8::1", "2001:db8::/32"))
        .allMatch(text -> enforcer.takes(Offender.parse(text)));
    assertThat(List.of("root", "0.0.0.0/0", "::/0"))
        .noneMatch(text -> enforcer.takes(Offender.parse(text)));
  }

  @Test
  void namesStayWithinTheLimitsOfTheKernelAndApart() {
    String longName = "a".repeat(200);
    for (SetName name :
        List.of(SetName.own(longName), SetName.shared(longName), SetName.own("a".repeat(17)))) {
      assertThat(name.chain()).hasSizeLessThanOrEqualTo(28);
      for (Family family : Family.values()) {
        assertThat(name.set(family)).hasSizeLessThanOrEqualTo(31);
        assertThat(name.draft(family)).hasSizeLessThanOrEqualTo(31);
      }
    }
    assertThat(SetName.own(longName)).isNotEqualTo(SetName.own(longName + "b"));
    assertThat(SetName.own("bad").base()).isEqualTo("gaoler-bad");
    assertThat(SetName.shared("bad").base()).isEqualTo("gaoler+bad");
  }

  @Test
  void lifetimeIsRoundedUpCutAtTheLimitOfTheKernelAndZeroForEver() {
    assertThat(Lifetime.seconds(NOW, NOW.plusMillis(1))).isEqualTo(1);
    assertThat(Lifetime.seconds(NOW, NOW.plusMillis(1001))).isEqualTo(2);
    assertThat(Lifetime.seconds(NOW, NOW.minusSeconds(9))).isEqualTo(1);
    assertThat(Lifetime.seconds(NOW, NOW.plus(Duration.ofDays(60)))).isEqualTo(2_147_483);
    assertThat(Lifetime.seconds(NOW, TimeSpan.FOREVER.minusMillis(1))).isEqualTo(2_147_483);
    assertThat(Lifetime.seconds(NOW, TimeSpan.FOREVER)).isZero();
  }

  @Test
  void endCannotBeToldWhileABanMayHaveBeenCut() {
    assertThat(Lifetime.end(NOW, 0)).isEqualTo(TimeSpan.FOREVER);
    assertThat(Lifetime.end(NOW, 2_147_483)).isEqualTo(TimeSpan.FOREVER);
    assertThat(Lifetime.end(NOW, 1_000_000)).isEqualTo(NOW.plusSeconds(1_000_000).plusMillis(500));
    assertThat(Lifetime.serves(NOW, TimeSpan.FOREVER, NOW.plusSeconds(600))).isFalse();
    assertThat(Lifetime.serves(NOW, TimeSpan.FOREVER, NOW.plus(Duration.ofDays(60)))).isTrue();
    assertThat(Lifetime.serves(NOW, NOW.plusSeconds(600), NOW.plusSeconds(601))).isTrue();
    assertThat(Lifetime.serves(NOW, NOW.plusSeconds(600), NOW.plusSeconds(603))).isFalse();
  }
}
