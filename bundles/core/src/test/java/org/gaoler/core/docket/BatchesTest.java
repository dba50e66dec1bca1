package org.gaoler.core.docket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaoler.api.Ban;
import org.gaoler.core.docket.Enforcement.Health;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.FakeEnforcer;
import org.gaoler.testkit.FakeFirewall.Batch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest extends EnforcementStand {

  private void liftAll(String... offenders) {
    for (String each : offenders) {
      docket.lift("sshd", offender(each));
    }
  }

  @Test
  void newBanGoesBetweenTwoSlicesOfManyUnbans() throws Exception {
    impose(many(3000));
    for (String each : many(3000)) {
      firewall.plant(new Ban(offender(each), LATER));
    }
    start();
    awaitHealth(Health.Kind.WORKING);
    firewall.applies.hold();
    liftAll(many(3000));
    Eventually.await("the first slice is on its way", SOON, () -> firewall.applies.waiting() == 1);
    impose("192.0.2.1");
    firewall.applies.release();
    Eventually.await("all is lifted", SOON, () -> firewall.inForce().size() == 1);

    List<Batch> batches = firewall.batches();
    assertThat(batches.get(0).unbans()).hasSizeBetween(1, 64);
    assertThat(batches.get(1).bans()).containsExactly(new Ban(offender("192.0.2.1"), LATER));
    assertThat(batches.get(2).unbans()).hasSizeBetween(1, 128);
  }

  @Test
  void bansAndUnbansNeverShareACall() throws Exception {
    impose(many(100));
    start();
    awaitHealth(Health.Kind.WORKING);
    for (int i = 0; i < 50; i++) {
      impose("192.0.2." + (i + 1));
      liftAll(many(100)[i]);
    }
    Eventually.await("all is done", SOON, () -> firewall.inForce().size() == 100);

    assertThat(firewall.batches()).allMatch(b -> b.bans().isEmpty() != b.unbans().isEmpty());
  }

  @Test
  void questionIsAnsweredBehindAllUnbansBeforeIt() throws Exception {
    impose(many(2000));
    start();
    awaitHealth(Health.Kind.WORKING);
    liftAll(many(2000));

    assertThat(enforcement.ask(e -> e.inForce().size()).get(5, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void bannedUnbannedAndBannedAgainIsInForce() throws Exception {
    start();
    awaitHealth(Health.Kind.WORKING);
    firewall.applies.hold();
    impose("192.0.2.7");
    Eventually.await("the first is on its way", SOON, () -> firewall.applies.waiting() == 1);
    impose("192.0.2.1");
    liftAll("192.0.2.1");
    impose("192.0.2.1");
    firewall.applies.release();
    awaitTurn();

    assertThat(firewall.until(offender("192.0.2.1"))).contains(LATER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.66", "2001:db8:f::66"})
  void culpritIsNamedAndHindersNobodyElse(String culprit) throws Exception {
    start();
    awaitHealth(Health.Kind.WORKING);
    firewall.refuse(offender(culprit)::equals);
    firewall.applies.hold();
    impose("192.0.2.1");
    Eventually.await("the first is on its way", SOON, () -> firewall.applies.waiting() == 1);
    impose("192.0.2.2", culprit, "192.0.2.3");
    firewall.applies.release();
    awaitHealth(Health.Kind.FAILING);
    assertThat(enforcement.health().text())
        .startsWith(culprit + " cannot be banned while the rest is in force: ");

    firewall.applies.hold();
    impose("192.0.2.4");
    Eventually.await("that one is on its way", SOON, () -> firewall.applies.waiting() == 1);
    impose(many(500));
    firewall.applies.release();
    firewall.awaitBan(offender("2001:db8::1f4"), SOON);
    assertThat(firewall.inForce()).hasSize(504);
    assertThat(firewall.batches().stream().mapToInt(b -> b.bans().size()).max()).hasValue(500);
  }

  @Test
  void culpritOfAComparisonIsLeftOutOfTheNextOnes() throws Exception {
    impose(many(100));
    AtomicInteger tried = new AtomicInteger();
    firewall.refuse(
        who -> {
          boolean culprit = who.equals(offender("2001:db8::7"));
          tried.addAndGet(culprit ? 1 : 0);
          return culprit;
        });
    start();
    awaitHealth(Health.Kind.FAILING);
    int before = tried.get();
    enforcement.reconcile();
    awaitTurn();

    assertThat(firewall.inForce()).hasSize(99);
    assertThat(tried.get()).isLessThanOrEqualTo(before + 1);
    assertThat(enforcement.drift()).isEqualTo(Drift.NONE);
  }

  @Test
  void severalCulpritsAreCountedInTheHealth() throws Exception {
    Set<String> culprits = Set.of("2001:db8::7", "2001:db8::8", "2001:db8::30");
    firewall.refuse(who -> culprits.contains(who.toString()));
    impose(many(200));
    start();
    awaitHealth(Health.Kind.FAILING);

    assertThat(enforcement.health().text()).contains(" and 2 more cannot be banned");
    assertThat(firewall.inForce()).hasSize(197);
  }

  @Test
  void healthClearsItselfWhenTheCulpritIsAccepted() throws Exception {
    firewall.refuse(offender("192.0.2.2")::equals);
    impose("192.0.2.1", "192.0.2.2");
    start();
    awaitHealth(Health.Kind.FAILING);
    firewall.refuse(any -> false);

    awaitHealth(Health.Kind.WORKING);
    assertThat(firewall.inForce()).hasSize(2);
  }

  @Test
  void healthClearsItselfWhenTheCulpritsSentenceEnds() throws Exception {
    firewall.refuse(offender("192.0.2.2")::equals);
    impose("192.0.2.1", "192.0.2.2");
    start();
    awaitHealth(Health.Kind.FAILING);
    liftAll("192.0.2.2");

    awaitHealth(Health.Kind.WORKING);
  }

  @Test
  void unbanThatIsRefusedIsTriedAgainUntilItIsAccepted() throws Exception {
    impose("192.0.2.1", "192.0.2.2", "2001:db8::1");
    FakeEnforcer enforcer = start();
    awaitHealth(Health.Kind.WORKING);
    firewall.refuseUnban(offender("192.0.2.1")::equals);
    liftAll("192.0.2.1", "2001:db8::1");
    firewall.awaitNoBan(offender("2001:db8::1"), SOON);
    awaitHealth(Health.Kind.FAILING);
    impose("192.0.2.3");
    firewall.awaitBan(offender("192.0.2.3"), SOON);
    assertThat(enforcer.opened()).isLessThan(5);
    firewall.refuseUnban(any -> false);

    firewall.awaitNoBan(offender("192.0.2.1"), SOON);
    awaitHealth(Health.Kind.WORKING);
  }

  @Test
  void unbanOutlastsAFailureOfTheWholeAction() throws Exception {
    strangers.replayed = false;
    impose("192.0.2.1");
    start();
    awaitHealth(Health.Kind.WORKING);
    firewall.applies.refuse(2, "the lock is held");
    firewall.opens.refuse(1, "the lock is held");
    liftAll("192.0.2.1");

    firewall.awaitNoBan(offender("192.0.2.1"), SOON);
    awaitHealth(Health.Kind.WORKING);
  }

  @Test
  void pardonedStrangerIsRemovedEvenBeforeTheLogsAreReplayed() throws Exception {
    strangers.replayed = false;
    strangers.pardoned = Set.of(offender("192.0.2.1"));
    firewall.plant(new Ban(offender("192.0.2.1"), LATER));
    firewall.plant(new Ban(offender("192.0.2.2"), LATER));
    start();

    firewall.awaitNoBan(offender("192.0.2.1"), SOON);
    assertThat(firewall.until(offender("192.0.2.2"))).isPresent();
  }

  @Test
  void fullTableIsToldAsAWholeAndNotTriedWithoutEnd() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    firewall.refuse(
        any -> {
          asked.incrementAndGet();
          return firewall.inForce().size() >= 1000;
        });
    impose(many(1000));
    FakeEnforcer enforcer = start();
    awaitHealth(Health.Kind.WORKING);
    firewall.applies.hold();
    impose("192.0.2.1");
    Eventually.await("the first is on its way", SOON, () -> firewall.applies.waiting() == 1);
    for (int i = 0; i < 2000; i++) {
      impose("198.18." + i / 256 + "." + i % 256);
    }
    asked.set(0);
    firewall.applies.release();
    awaitHealth(Health.Kind.FAILING);

    assertThat(asked.get()).isLessThan(200);
    assertThat(enforcer.opened()).isLessThan(5);
    assertThat(firewall.inForce()).hasSize(1000);
  }

  @Test
  void strangersBecomeSentencesWithoutBeingRewritten() throws Exception {
    strangers.adopts = true;
    firewall.plant(new Ban(offender("192.0.2.1"), LATER));
    firewall.plant(new Ban(offender("2001:db8::/64"), LATER));
    start();
    awaitHealth(Health.Kind.WORKING);
    awaitTurn();

    assertThat(docket.count("sshd")).isEqualTo(2);
    assertThat(firewall.batches()).isEmpty();
    assertThat(enforcement.drift()).isEqualTo(Drift.NONE);
  }
}
