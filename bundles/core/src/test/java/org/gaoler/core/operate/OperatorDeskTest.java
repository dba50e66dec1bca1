package org.gaoler.core.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.operate.Account;
import org.gaoler.api.operate.Finding;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.api.operate.JailStatus.State;
import org.gaoler.core.fake.Scene;
import org.gaoler.core.jail.Gaol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorDeskTest {

  private final Scene scene = new Scene();

  @AfterEach
  void stop() {
    scene.close();
  }

  private static Offender offender(String text) {
    return Offender.parse(text);
  }

  private Sentence ban(String text) throws Fault {
    return scene.desk().ban("sshd", offender(text), Optional.empty(), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "198.51.100.0/24", "2001:db8:1::/48"})
  void banIsInForceOnReturn(String text) throws Fault {
    scene.watching("ignoreip", text);
    Sentence sentence =
        scene.desk().ban("sshd", offender(text), Optional.of(new TimeSpan(3600)), "rude");

    assertThat(scene.firewall().until(offender(text)))
        .contains(scene.clock.instant().plusSeconds(3600));
    assertThat(sentence.origin()).isEqualTo(Sentence.Origin.MANUAL);
    assertThat(sentence.reason()).isEqualTo("rude");
    assertThat(scene.desk().banned()).containsExactly(sentence);
    assertThat(scene.store.entries(org.gaoler.api.BanStore.Imposed.class)).hasSize(1);
  }

  @Test
  void banLastsAsLongAsTheJailSaysUnlessToldOtherwise() throws Fault {
    scene.watching("bantime", "1d");

    assertThat(ban("192.0.2.1").until()).isEqualTo(scene.clock.instant().plusSeconds(86_400));
    assertThat(
            scene
                .desk()
                .ban("sshd", offender("192.0.2.1"), Optional.of(TimeSpan.PERMANENT), "")
                .permanent())
        .isTrue();
  }

  @Test
  void operatorMayShortenABan() throws Fault {
    scene.watching();
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.desk().ban("sshd", offender("192.0.2.1"), Optional.of(new TimeSpan(5)), "");

    assertThat(scene.firewall().until(offender("192.0.2.1")))
        .contains(scene.clock.instant().plusSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "127.0.0.0/8", "0.0.0.0/0", "::/0"})
  void whoeverWouldLockThisMachineOutIsRefused(String text) {
    scene.watching();

    assertThatThrownBy(() -> ban(text))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("would lock");
    assertThat(scene.desk().banned()).isEmpty();
  }

  @Test
  void banOfNoTimeIsRefused() {
    scene.watching();

    assertThatThrownBy(
            () -> scene.desk().ban("sshd", offender("192.0.2.1"), Optional.of(new TimeSpan(0)), ""))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("0 s")
        .hasMessageContaining("accepted");
  }

  @Test
  void jailThatIsNotThereIsNamedWithThoseThatAre() {
    scene.watching();

    assertThatThrownBy(() -> scene.desk().ban("web", offender("192.0.2.1"), Optional.empty(), ""))
        .isInstanceOf(Fault.class)
        .hasMessage("there is no jail 'web'; there are sshd");
    assertThatThrownBy(() -> scene.desk().unban(Optional.empty(), Optional.of("web")))
        .isInstanceOf(Fault.class);
  }

  @Test
  void jailWithoutAValidConfigurationCannotBan() {
    scene.start();
    scene.configure("sshd", "maxretry", "0");

    assertThatThrownBy(() -> ban("192.0.2.1"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("maxretry = 0");
  }

  @Test
  void banByAFailingActionAnswersAndIsShownInTheStatus() throws Fault {
    scene.watching();
    scene.firewall().refuse(any -> true);
    long began = System.nanoTime();
    ban("192.0.2.1");

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    scene.await("sshd", State.DEGRADED);
  }

  @Test
  void unbanLiftsAtOnceAndTellsWhom() throws Fault {
    scene.watching();
    scene.fail("192.0.2.1", 3);
    scene.fail("2001:db8::1", 3);
    scene.awaitBan("2001:db8::1");
    List<Sentence> lifted =
        scene.desk().unban(Optional.of(offender("192.0.2.1")), Optional.of("sshd"));

    assertThat(lifted).extracting(Sentence::offender).containsExactly(offender("192.0.2.1"));
    assertThat(scene.firewall().until(offender("192.0.2.1"))).isEmpty();
    assertThat(scene.firewall().until(offender("2001:db8::1"))).isPresent();
    assertThat(scene.desk().unban(Optional.of(offender("192.0.2.1")), Optional.empty())).isEmpty();
  }

  @Test
  void unbanOfAllEmptiesTheFirewallInOneBatch() throws Fault {
    scene.watching();
    for (int i = 0; i < 200; i++) {
      ban0(i);
    }
    int before = scene.firewall().batches().size();

    assertThat(scene.desk().unban(Optional.empty(), Optional.empty())).hasSize(200);
    assertThat(scene.firewall().inForce()).isEmpty();
    assertThat(scene.firewall().batches().size() - before).isLessThan(100);
    assertThat(scene.desk().banned()).isEmpty();
  }

  private void ban0(int i) {
    scene.backend.write(Scene.LOG, scene.failed("198.18.0." + i).replace("Failed", "Failed x3"));
  }

  @Test
  void unbanForgivesWhatWasCountedSoFar() throws Fault {
    scene.watching();
    scene.fail("192.0.2.1", 2);
    scene.desk().unban(Optional.of(offender("192.0.2.1")), Optional.empty());
    scene.fail("192.0.2.1", 2);

    assertThat(scene.desk().banned()).isEmpty();
  }

  @Test
  void whyTellsMarksSentencesAndRules() throws Fault {
    scene.watching();
    scene.fail("192.0.2.1", 2);
    Account counted = scene.desk().why(offender("192.0.2.1")).get(0);
    assertThat(counted.marks()).hasSize(2);
    assertThat(counted.limit()).isEqualTo(3);
    assertThat(counted.sentences()).isEmpty();

    scene.fail("192.0.2.1", 1);
    scene.awaitBan("192.0.2.1");
    Account banned = scene.desk().why(offender("192.0.2.1")).get(0);

    assertThat(banned.sentences().get(0).lines()).hasSize(3);
    assertThat(banned.rules())
        .containsExactly("192.0.2.1 until " + scene.clock.instant().plusSeconds(600));
    assertThat(banned.marks()).isEmpty();
  }

  @Test
  void whyTellsWiderNetworksAndReasonsToIgnore() throws Fault {
    scene.watching("ignoreip", "2001:db8:5::/48");
    ban("198.51.100.0/24");

    assertThat(scene.desk().why(offender("198.51.100.7")).get(0).sentences()).hasSize(1);
    assertThat(scene.desk().why(offender("198.51.100.7")).get(0).rules()).hasSize(1);
    assertThat(scene.desk().why(offender("2001:db8:5::1")).get(0).ignored())
        .contains("ignoreip 2001:db8:5::/48");
  }

  @Test
  void firewallsAreAskedWhatTheyReallyHold() throws Fault {
    scene.watching();
    ban("192.0.2.1");
    scene.firewall().flush();

    assertThat(scene.desk().jails(true).get(0).actions().get(0).held()).hasValue(0);
    assertThat(scene.desk().jails(false).get(0).actions().get(0).held()).isEmpty();
  }

  @Test
  void reloadTellsWhatIsWrongAndTakesUpFilters() {
    scene.watching();
    assertThat(scene.desk().reload()).isEmpty();
    scene.filters.breakFilter("sshd", "sshd.conf:7: unbalanced bracket");

    assertThat(scene.desk().reload())
        .containsExactly(
            "sshd: sshd.conf:7: unbalanced bracket; the filter as it was before stays in force");
  }

  @Test
  void doctorFindsNothingWhereNothingIsAmiss() {
    scene.watching();

    assertThat(scene.desk().doctor()).isEmpty();
  }

  /** An action whose tool is missing. */
  private static final class WithoutTool implements EnforcerFactory {
    @Override
    public Enforcer enforcer(Order order) throws Fault {
      throw new Fault("iptables is not there");
    }

    @Override
    public List<String> missing() {
      return List.of("iptables is missing: apt install iptables");
    }
  }

  @Test
  void doctorTellsGraveFindingsFirst() {
    scene.parts.bring("unused", new WithoutTool());
    scene.watching();
    scene.configure("web", "maxretry", "0");
    List<Finding> findings = scene.desk().doctor();

    assertThat(findings).hasSize(2);
    assertThat(findings.get(0).grave()).isTrue();
    assertThat(findings.get(0).what()).startsWith("jail web is STOPPED: ").contains("maxretry = 0");
    assertThat(findings.get(1))
        .isEqualTo(
            new Finding(false, "action unused", "iptables is missing: apt install iptables"));
  }

  @Test
  void doctorTellsWhenNothingIsGuarded() {
    scene.start();

    assertThat(scene.desk().doctor())
        .singleElement()
        .satisfies(finding -> assertThat(finding.what()).contains("no jail is configured"));
  }

  @Test
  void jailsAreSortedByName() {
    scene.start();
    scene.configure("web");
    scene.configure("mail");
    scene.configure("sshd");

    assertThat(scene.desk().jails(false))
        .extracting(JailStatus::name)
        .containsExactly("mail", "sshd", "web");
    assertThat(scene.desk().version()).isEqualTo("0.1.0");
  }

  @Test
  void sentencesOfADeletedJailCanBeLifted() throws Fault {
    scene.watching();
    ban("192.0.2.1");
    Gaol gaol = scene.gaol();
    gaol.delete("sshd");
    gaol.warden().settled().join();
    scene.desk().unban(Optional.empty(), Optional.empty());

    assertThat(scene.desk().banned()).isEmpty();
  }

  @Test
  void networkAroundThisMachineIsNotBannedByLinesEither() {
    scene.watching("ignoreip", "198.51.100.5", "prefix4", "24");
    scene.fail("198.51.100.7", 3);

    scene.awaitBan("198.51.100.7");
    assertThat(scene.desk().banned())
        .noneMatch(
            sentence ->
                ((IpBlock) sentence.offender()).contains(IpBlock.parse("198.51.100.5").get()));
  }
}
