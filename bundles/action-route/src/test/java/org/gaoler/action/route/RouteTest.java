package org.gaoler.action.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.gaoler.testkit.NetworkNamespace;
import org.gaoler.testkit.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes of several jails beside each other, of every kind, and wrong options. */
@Tag("root")
final class RouteTest {

  private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

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

  private Enforcer open(String jail, Map<String, String> options) throws Exception {
    Enforcer enforcer =
        RouteContractTest.factory(namespace).enforcer(new Order(jail, "route", options));
    made.add(enforcer);
    enforcer.open();
    return enforcer;
  }

  private static List<Ban> bans(String... whom) {
    return List.of(whom).stream().map(who -> new Ban(Offender.parse(who), UNTIL)).toList();
  }

  private String routes(String family) {
    return namespace.run("ip", family, "route", "show", "table", "all", "proto", "222");
  }

  @Test
  void endOfOneJailsBanNeverLiftsThatOfAnother() throws Exception {
    Enforcer one = open("sshd", Map.of());
    Enforcer other = open("web", Map.of());
    for (Enforcer each : List.of(one, other)) {
      each.apply(bans("192.0.2.1", "2001:db8::1"), List.of());
    }
    assertThat(routes("-4").lines()).hasSize(2);

    one.apply(List.of(), List.of(Offender.parse("192.0.2.1"), Offender.parse("2001:db8::1")));

    assertThat(one.inForce()).isEmpty();
    assertThat(other.inForce()).hasSize(2);
    assertThat(routes("-4")).contains("blackhole 192.0.2.1");
    assertThat(routes("-6")).contains("blackhole 2001:db8::1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"blackhole", "unreachable", "prohibit"})
  void everyKindOfRouteLeadsNowhere(String type) throws Exception {
    Enforcer enforcer =
        open("sshd", Map.of("blocktype", type, "port", "ssh", "protocol", "tcp", "kill", "yes"));
    enforcer.apply(bans("192.0.2.0/24", "2001:db8::/64"), List.of());

    assertThat(routes("-4")).contains(type + " 192.0.2.0/24");
    assertThat(routes("-6")).contains(type + " 2001:db8::/64");
    assertThat(enforcer.locate(Offender.parse("192.0.2.0/24")))
        .hasValueSatisfying(line -> assertThat(line).startsWith(type + " 192.0.2.0/24 proto 222"));
  }

  @Test
  void otherTablesAndMetricsAreOptions() throws Exception {
    Enforcer enforcer = open("sshd", Map.of("table", "5000", "metric", "77"));
    enforcer.apply(bans("192.0.2.1"), List.of());

    assertThat(namespace.run("ip", "route", "show", "table", "5000"))
        .contains("blackhole 192.0.2.1", "proto 222", "metric 77");
    assertThat(enforcer.inForce()).hasSize(1);
  }

  @Test
  void tenThousandComeAndGo() throws Exception {
    Enforcer enforcer = open("sshd", Map.of());
    List<Offender> crowd =
        IntStream.range(0, 10_000)
            .mapToObj(i -> Offender.parse("198.18." + i / 256 + "." + i % 256))
            .toList();
    enforcer.apply(crowd.stream().map(each -> new Ban(each, UNTIL)).toList(), List.of());
    assertThat(enforcer.inForce()).extracting(Ban::offender).hasSameElementsAs(crowd);

    enforcer.apply(List.of(), crowd);
    assertThat(enforcer.inForce()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"blocktype,DROP", "table,main", "table,0", "metric,-1", "kill,perhaps", "color,red"})
  void wrongOptionIsNamedWithItsValueAndWhatIsAccepted(String option, String value) {
    assertThatThrownBy(() -> open("sshd", Map.of(option, value)))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("route", option, value, "accepted");
  }
}
