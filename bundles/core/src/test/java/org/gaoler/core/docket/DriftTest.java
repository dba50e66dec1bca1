package org.gaoler.core.docket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaoler.api.Ban;
import org.gaoler.api.Sentence;
import org.gaoler.core.docket.Enforcement.Health;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.FakeEnforcer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftTest extends EnforcementStand {

  @Test
  void bellBringsBackWhatSomebodyElseRemoved() throws Exception {
    impose("192.0.2.1", "2001:db8::1");
    start();
    awaitHealth(Health.Kind.WORKING);
    firewall.flush();
    firewall.ring();

    awaitDrift(1, 2);
    assertThat(firewall.inForce()).hasSize(2);
    assertThat(enforcement.drift().last()).contains(NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.9", "2001:db8::9"})
  void whatSomebodyElsePutInIsRemovedAtTheBell(String stranger) throws Exception {
    impose("192.0.2.1");
    start();
    awaitHealth(Health.Kind.WORKING);
    firewall.plant(new Ban(offender(stranger), LATER));
    firewall.ring();

    firewall.awaitNoBan(offender(stranger), SOON);
    awaitDrift(1, 1);
    assertThat(firewall.until(offender("192.0.2.1"))).contains(LATER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void otherEndIsSetRight(String address) throws Exception {
    impose(address);
    start();
    awaitHealth(Health.Kind.WORKING);
    firewall.plant(new Ban(offender(address), LATER.plusSeconds(3)));
    firewall.ring();

    awaitDrift(1, 1);
    assertThat(firewall.until(offender(address))).contains(LATER);
  }

  @Test
  void nothingThatIsRightIsRewritten() throws Exception {
    impose(many(1000));
    for (String each : many(1000)) {
      firewall.plant(new Ban(offender(each), LATER.minusSeconds(1)));
    }
    FakeEnforcer enforcer = start();
    awaitHealth(Health.Kind.WORKING);
    firewall.ring();
    Eventually.await("it is compared again", SOON, () -> enforcer.opened() == 2);
    awaitTurn();

    assertThat(firewall.batches()).isEmpty();
    assertThat(enforcement.drift()).isEqualTo(Drift.NONE);
  }

  @Test
  void listThatNamesSomebodyTwiceIsReadAgain() throws Exception {
    impose("192.0.2.1", "192.0.2.2", "2001:db8::1");
    start();
    awaitHealth(Health.Kind.WORKING);
    firewall.stutter(3);
    firewall.ring();
    awaitTurn();

    assertThat(enforcement.differences().get(5, TimeUnit.SECONDS)).isEmpty();
    assertThat(firewall.batches()).hasSize(1);
    assertThat(enforcement.drift()).isEqualTo(Drift.NONE);
  }

  @Test
  void manyBellsMakeOneRepairASecond() throws Exception {
    impose("192.0.2.1");
    FakeEnforcer enforcer = start();
    awaitHealth(Health.Kind.WORKING);
    long begin = System.nanoTime();
    for (int i = 0; i < 300; i++) {
      firewall.flush();
      firewall.ring();
      awaitTurn();
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);

    assertThat(enforcer.opened() - 1L).isBetween(1L, seconds + 2);
    firewall.awaitBan(offender("192.0.2.1"), SOON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void countThatDiffersHasEverythingPutRight(String address) throws Exception {
    firewall.counting(size -> size);
    impose(address);
    start();
    awaitHealth(Health.Kind.WORKING);
    firewall.flush();

    firewall.awaitBan(offender(address), SOON);
    awaitDrift(1, 1);
  }

  @Test
  void surplusIsCountedToo() throws Exception {
    firewall.counting(size -> size);
    impose("192.0.2.1");
    start();
    awaitHealth(Health.Kind.WORKING);
    firewall.plant(new Ban(offender("192.0.2.9"), LATER));

    firewall.awaitNoBan(offender("192.0.2.9"), SOON);
    awaitDrift(1, 1);
  }

  @Test
  void nobodyIsWokenForAnEnforcerThatDoesNotCount() throws Exception {
    impose("192.0.2.1");
    start();
    awaitHealth(Health.Kind.WORKING);
    awaitTurn();

    assertThat(ticks.getQueue()).isEmpty();
  }

  @Test
  void allCountAtTheSameMoment() throws Exception {
    firewall.counting(size -> size);
    start();
    awaitHealth(Health.Kind.WORKING);
    Enforcement first = enforcement;
    start();
    awaitHealth(Health.Kind.WORKING);
    awaitTurn();

    assertThat(ticks.getQueue().size()).isLessThanOrEqualTo(1);
    first.close();
  }

  @Test
  void askingEndsWithTheFirstEmptyAnswerAndWithTheEnforcement() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    firewall.counting(size -> asked.incrementAndGet() > 3 ? -1 : size);
    start();
    Eventually.await("it has been asked", SOON, () -> asked.get() == 4);

    Eventually.await("nobody asks any more", SOON, () -> ticks.getQueue().isEmpty());
  }

  @Test
  void countThatIsSaidToBeWrongWhenAllIsRightIsNotBelievedAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    firewall.counting(
        size -> {
          asked.incrementAndGet();
          return size + 3;
        });
    impose("192.0.2.1");
    FakeEnforcer enforcer = start();
    Eventually.await("it has been asked often", SOON, () -> asked.get() > 10);

    assertThat(enforcer.opened()).isEqualTo(2);
    assertThat(enforcement.drift()).isEqualTo(Drift.NONE);
  }

  @Test
  void whatEndsWithinTwoSecondsIsNeitherMissedNorCounted() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    firewall.counting(
        size -> {
          asked.incrementAndGet();
          return size;
        });
    impose("192.0.2.1");
    FakeEnforcer enforcer = start();
    awaitHealth(Health.Kind.WORKING);
    docket.impose(
        new Sentence(
            "sshd",
            offender("2001:db8::2"),
            NOW,
            NOW.plusSeconds(2),
            Sentence.Origin.LOG,
            "",
            java.util.List.of()));
    firewall.awaitBan(offender("2001:db8::2"), SOON);
    firewall.lose(offender("2001:db8::2"));
    int before = asked.get();
    Eventually.await("it is asked again", SOON, () -> asked.get() > before + 5);

    assertThat(enforcer.opened()).isEqualTo(1);
    assertThat(firewall.until(offender("2001:db8::2"))).isEmpty();
  }

  @Test
  void whatIsLeftFromBeforeTheStartIsNoDrift() throws Exception {
    strangers.replayed = false;
    impose("192.0.2.1");
    firewall.plant(new Ban(offender("192.0.2.9"), LATER));
    start();
    awaitHealth(Health.Kind.WORKING);
    strangers.replayed = true;
    enforcement.reconcile();
    firewall.awaitNoBan(offender("192.0.2.9"), SOON);

    assertThat(enforcement.drift()).isEqualTo(Drift.NONE);
  }

  @Test
  void whatTheEnforcerRefusedIsNoDriftButWhatSomebodyRemovedMeanwhileIs() throws Exception {
    impose("192.0.2.1");
    start();
    awaitHealth(Health.Kind.WORKING);
    firewall.applies.refuse(1, "the lock is held");
    impose("192.0.2.2");
    firewall.awaitBan(offender("192.0.2.2"), SOON);
    awaitTurn();
    assertThat(enforcement.drift()).isEqualTo(Drift.NONE);

    firewall.flush();
    firewall.applies.refuse(1, "the chain is gone");
    impose("192.0.2.3");
    awaitDrift(1, 2);
    assertThat(firewall.inForce()).hasSize(3);
  }

  @Test
  void lateSentenceIsNoDriftAndIsAppliedOnce() throws Exception {
    start();
    awaitHealth(Health.Kind.WORKING);
    firewall.reads.hold();
    firewall.ring();
    Eventually.await("it is being read back", SOON, () -> firewall.reads.waiting() == 1);
    impose("192.0.2.1", "2001:db8::1");
    firewall.reads.release();
    firewall.awaitBan(offender("2001:db8::1"), SOON);
    awaitTurn();

    assertThat(firewall.batches()).hasSize(1);
    assertThat(enforcement.drift()).isEqualTo(Drift.NONE);
  }

  @Test
  void enforcerThatBreaksWhenItIsGivenTheBellWorksAllTheSame() throws Exception {
    FakeEnforcer enforcer = factory.enforcer(order());
    start(new Unwatchable(enforcer), Duration.ofSeconds(30));
    impose("192.0.2.1");

    firewall.awaitBan(offender("192.0.2.1"), SOON);
  }
}
