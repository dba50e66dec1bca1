package org.gaoler.action.ipset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several jails share one set: nobody's ban is lifted by another's end. */
final class IpsetSharingTest extends IpsetRig {

  private static final String SET = "gaoler+bad/4";
  private static final Map<String, String> SSH = Map.of("set", "bad", "port", "22");
  private static final Map<String, String> WEB = Map.of("set", "bad", "port", "80,443");
  private static final Duration LONG_ENOUGH = Claims.PATIENCE.plusSeconds(1);

  @ParameterizedTest
  @ValueSource(strings = {NFT, LEGACY})
  void oneRuleServesAllAndTheLastJailToStopRemovesIt(String program) throws Exception {
    Firewall.neighbours(namespace, program);
    String before = Firewall.saved(namespace, program);
    IpsetEnforcerFactory factory = factory(program);
    Enforcer ssh = made(factory, "ssh", SSH);
    Enforcer web = made(factory, "web", WEB);
    Teardown stopSsh = ssh.open();
    Teardown stopWeb = web.open();
    web.apply(List.of(ban(ADDRESS, 600), ban(ADDRESS6, 600)), List.of());
    assertThat(namespace.run(program, "-S", "gaoler+bad/set").lines())
        .containsExactly(
            "-N gaoler+bad/set", "-A gaoler+bad/set -m comment --comment \"gaoler:bad\" -j DROP");
    ssh.close();
    tearDown(stopSsh);
    assertThat(offenders(web.inForce())).containsExactlyInAnyOrder(ADDRESS, ADDRESS6);
    assertThat(web.count()).hasValue(2);
    assertThat(input(program)).noneMatch(rule -> rule.contains("gaoler:ssh"));
    tearDown(stopWeb);
    assertThat(Firewall.saved(namespace, program)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "198.51.100.0/24", "2001:db8:1::/64"})
  void addressStaysUntilTheLastJailThatWantsItLetsGo(String address) throws Exception {
    Offender offender = Offender.parse(address);
    String set = address.contains(":") ? "gaoler+bad/6" : SET;
    IpsetEnforcerFactory factory = factory(NFT);
    Enforcer ssh = opened(factory, "ssh", SSH);
    Enforcer web = opened(factory, "web", WEB);
    ssh.apply(List.of(ban(offender, 6000)), List.of());
    web.apply(List.of(ban(offender, 600)), List.of());
    assertThat(remaining(set, offender)).isGreaterThan(5000);
    assertThat(web.inForce()).singleElement().extracting(Ban::until).isEqualTo(until(web));
    ssh.apply(List.of(), List.of(offender));
    assertThat(remaining(set, offender)).isBetween(580L, 600L);
    assertThat(ssh.inForce()).isEmpty();
    assertThat(ssh.count()).hasValue(0);
    assertThat(web.count()).hasValue(1);
    web.apply(List.of(), List.of(offender));
    assertThat(remaining(set, offender)).isNegative();
  }

  private static java.time.Instant until(Enforcer enforcer) throws Exception {
    java.time.Instant until = enforcer.inForce().get(0).until();
    assertThat(until).isBefore(java.time.Instant.now().plusSeconds(700));
    return until;
  }

  @Test
  void endOfAShortBanDoesNotLiftALongerOne() throws Exception {
    IpsetEnforcerFactory factory = factory(NFT);
    Enforcer ssh = opened(factory, "ssh", SSH);
    Enforcer web = opened(factory, "web", WEB);
    ssh.apply(List.of(ban(ADDRESS, 600)), List.of());
    web.apply(List.of(ban(ADDRESS, 6000)), List.of());
    ssh.apply(List.of(), List.of(ADDRESS));
    assertThat(remaining(SET, ADDRESS)).isGreaterThan(5000);
  }

  @Test
  void jailsThatAreOnlyStartingDoNotLoseTheirBansToOthers() throws Exception {
    IpsetEnforcerFactory before = factory(NFT);
    Enforcer ssh = opened(before, "ssh", SSH);
    Enforcer web = opened(before, "web", WEB);
    Ban ofSsh = ban(ADDRESS, 600);
    Ban ofWeb = ban(Offender.parse("192.0.2.2"), 600);
    ssh.apply(List.of(ofSsh), List.of());
    web.apply(List.of(ofWeb), List.of());
    ssh.close();
    web.close();
    namespace.run(
        "ipset", "add", "-exist", SET, "192.0.2.1", "timeout", "600", "packets", "5", "bytes", "5");
    IpsetEnforcerFactory after = factory(NFT);
    Enforcer again = opened(after, "ssh", SSH);
    assertThat(again.inForce()).isEmpty();
    again.apply(List.of(ofSsh), List.of());
    assertThat(offenders(again.inForce())).containsExactly(ADDRESS);
    assertThat(again.count()).hasValue(1);
    assertThat(element(SET, ADDRESS)).contains("packets 5");
    assertThat(remaining(SET, ofWeb.offender())).isPositive();
    clock.advance(LONG_ENOUGH);
    assertThat(again.count()).hasValue(2);
    assertThat(offenders(again.inForce())).contains(ofWeb.offender());
  }

  @Test
  void bansOfAJailThatIsGoneAreToldToTheOthersAsNobodys() throws Exception {
    IpsetEnforcerFactory factory = factory(NFT);
    Enforcer ssh = opened(factory, "ssh", SSH);
    Enforcer web = opened(factory, "web", WEB);
    ssh.apply(List.of(ban(ADDRESS, 600)), List.of());
    web.apply(List.of(ban(ADDRESS6, 600)), List.of());
    clock.advance(LONG_ENOUGH);
    assertThat(offenders(web.inForce())).containsExactly(ADDRESS6);
    ssh.close();
    assertThat(offenders(web.inForce())).containsExactly(ADDRESS6);
    clock.advance(LONG_ENOUGH);
    assertThat(web.count()).hasValue(2);
    assertThat(offenders(web.inForce())).containsExactlyInAnyOrder(ADDRESS, ADDRESS6);
    web.apply(List.of(), List.of(ADDRESS));
    assertThat(web.count()).hasValue(1);
  }

  @Test
  void reopenedJailFindsItsBansAgain() throws Exception {
    IpsetEnforcerFactory factory = factory(NFT);
    Enforcer ssh = opened(factory, "ssh", SSH);
    opened(factory, "web", WEB);
    ssh.apply(List.of(ban(ADDRESS, 600)), List.of());
    ssh.close();
    assertThat(offenders(opened(factory, "ssh", WEB).inForce())).containsExactly(ADDRESS);
  }

  @Test
  void flushOfTheSharedSetIsCountedByEveryJailThatLostSomething() throws Exception {
    IpsetEnforcerFactory factory = factory(LEGACY);
    Enforcer ssh = opened(factory, "ssh", SSH);
    Enforcer web = opened(factory, "web", WEB);
    ssh.apply(List.of(ban(ADDRESS, 600)), List.of());
    web.apply(List.of(ban(Offender.parse("192.0.2.2"), 600)), List.of());
    namespace.run("ipset", "flush", SET);
    assertThat(ssh.count()).hasValue(0);
    assertThat(web.count()).hasValue(0);
  }

  @Test
  void whatOneJailRemovesMeanwhileIsWrittenForAnotherThatFoundItBefore() throws Exception {
    IpsetEnforcerFactory factory = factory(NFT);
    Enforcer ssh = opened(factory, "ssh", SSH);
    namespace.run("ipset", "add", SET, ADDRESS.toString(), "timeout", "600");
    clock.advance(LONG_ENOUGH);
    assertThat(offenders(ssh.inForce())).containsExactly(ADDRESS);
    Enforcer web = opened(factory, "web", WEB);
    ssh.apply(List.of(), List.of(ADDRESS));
    web.apply(List.of(ban(ADDRESS, 600)), List.of());
    assertThat(offenders(web.inForce())).containsExactly(ADDRESS);
  }

  @Test
  void setOfOneJailIsNotTheSharedOneOfThatName() throws Exception {
    IpsetEnforcerFactory factory = factory(NFT);
    Enforcer own = opened(factory, "bad", Map.of());
    Enforcer ssh = opened(factory, "ssh", SSH);
    ssh.apply(List.of(ban(ADDRESS, 600)), List.of());
    assertThat(own.inForce()).isEmpty();
  }

  private Enforcer opened(IpsetEnforcerFactory factory, String jail, Map<String, String> options)
      throws Exception {
    Enforcer enforcer = made(factory, jail, options);
    enforcer.open();
    enforcer.inForce();
    return enforcer;
  }
}
