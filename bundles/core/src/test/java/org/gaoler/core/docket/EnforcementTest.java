package org.gaoler.core.docket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;
import org.gaoler.core.docket.Enforcement.Health;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.FakeEnforcer;
import org.junit.jupiter.api.Test;

class EnforcementTest extends EnforcementStand {

  @Test
  void whatTheDocketHoldsIsAppliedFirstAsOneBatch() throws Fault {
    impose("192.0.2.1", "2001:db8::1");
    FakeEnforcer enforcer = start();
    awaitHealth(Health.Kind.WORKING);

    assertThat(firewall.batches()).hasSize(1);
    assertThat(firewall.inForce())
        .containsExactlyInAnyOrder(
            new Ban(offender("192.0.2.1"), LATER), new Ban(offender("2001:db8::1"), LATER));
    assertThat(enforcer.opened()).isEqualTo(1);
    assertThat(recipes).hasSize(1);
    assertThat(changes).hasValue(1);
  }

  @Test
  void troubleIsToldWhileBansGoOnUntilItIsOver() throws Fault {
    FakeEnforcer enforcer = start();
    awaitHealth(Health.Kind.WORKING);
    enforcer.complain(Optional.of("list line 3: no address; mend the line"));
    enforcement.reconcile();
    awaitHealth(Health.Kind.FAILING);
    assertThat(enforcement.health().text()).contains("line 3");

    impose("192.0.2.1", "2001:db8::1");
    firewall.awaitBan(offender("192.0.2.1"), SOON);
    firewall.awaitBan(offender("2001:db8::1"), SOON);
    enforcer.complain(Optional.empty());
    enforcement.reconcile();

    awaitHealth(Health.Kind.WORKING);
    assertThat(firewall.inForce()).hasSize(2);
  }

  @Test
  void onlyTheDifferenceIsApplied() throws Fault {
    firewall.plant(new Ban(offender("192.0.2.1"), LATER.plusSeconds(2)));
    firewall.plant(new Ban(offender("192.0.2.2"), LATER.plusSeconds(30)));
    firewall.plant(new Ban(offender("192.0.2.9"), LATER));
    impose("192.0.2.1", "192.0.2.2", "192.0.2.3");
    start();
    awaitHealth(Health.Kind.WORKING);

    firewall.awaitNoBan(offender("192.0.2.9"), SOON);
    assertThat(firewall.batches()).hasSize(2);
    assertThat(firewall.batches().get(0).bans())
        .extracting(Ban::offender)
        .containsExactlyInAnyOrder(offender("192.0.2.2"), offender("192.0.2.3"));
    assertThat(firewall.batches().get(0).unbans()).isEmpty();
    assertThat(firewall.batches().get(1).bans()).isEmpty();
    assertThat(firewall.batches().get(1).unbans()).containsExactly(offender("192.0.2.9"));
  }

  @Test
  void nothingIsAppliedWhenNothingDiffers() throws Fault {
    firewall.plant(new Ban(offender("192.0.2.1"), LATER));
    impose("192.0.2.1");
    start();
    awaitHealth(Health.Kind.WORKING);

    assertThat(firewall.batches()).isEmpty();
  }

  @Test
  void unknownElementsStayUntilTheLogsAreReplayedAndGoAfter() throws Fault {
    strangers.replayed = false;
    firewall.plant(new Ban(offender("192.0.2.9"), LATER));
    start();
    awaitHealth(Health.Kind.WORKING);
    assertThat(firewall.until(offender("192.0.2.9"))).isPresent();

    strangers.replayed = true;
    enforcement.reconcile();

    firewall.awaitNoBan(offender("192.0.2.9"), SOON);
  }

  @Test
  void changesGatherWhileTheEnforcerIsBusy() throws Fault {
    start();
    awaitHealth(Health.Kind.WORKING);
    firewall.applies.hold();
    impose("192.0.2.1");
    Eventually.await("the first is on its way", SOON, () -> firewall.applies.waiting() == 1);
    impose(many(500));
    docket.lift("sshd", offender("2001:db8::1"));
    firewall.applies.release();
    Eventually.await("all is applied", SOON, () -> firewall.batches().size() == 3);

    assertThat(firewall.batches().get(1).bans()).hasSize(499);
    assertThat(firewall.batches().get(2).unbans()).containsExactly(offender("2001:db8::1"));
  }

  @Test
  void culpritStandsAloneAndTheRestGoesThrough() throws Fault {
    start();
    awaitHealth(Health.Kind.WORKING);
    Offender culprit = offender("2001:db8::1");
    firewall.refuse(culprit::equals);
    firewall.applies.hold();
    impose("192.0.2.1");
    Eventually.await("the first is on its way", SOON, () -> firewall.applies.waiting() == 1);
    impose(many(1000));
    firewall.applies.release();

    awaitHealth(Health.Kind.FAILING);
    assertThat(firewall.inForce()).hasSize(1000);
    assertThat(firewall.until(culprit)).isEmpty();
    assertThat(enforcement.health().text()).contains("a batch of 1 bans");
  }

  @Test
  void culpritIsAppliedOnceItIsAcceptedAgain() throws Fault {
    start();
    awaitHealth(Health.Kind.WORKING);
    firewall.refuse(offender("192.0.2.2")::equals);
    impose("192.0.2.2");
    awaitHealth(Health.Kind.FAILING);
    firewall.refuse(any -> false);
    impose("192.0.2.3");

    firewall.awaitBan(offender("192.0.2.2"), SOON);
    awaitHealth(Health.Kind.WORKING);
  }

  @Test
  void passingFaultIsMendedAtOnce() throws Fault {
    start();
    awaitHealth(Health.Kind.WORKING);
    long began = System.nanoTime();
    firewall.applies.refuse(1, "somebody else held the lock");
    impose("192.0.2.1");

    firewall.awaitBan(offender("192.0.2.1"), SOON);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(900));
  }

  @Test
  void flushedTableIsFilledAgainAfterAFault() throws Fault {
    impose("192.0.2.1");
    start();
    awaitHealth(Health.Kind.WORKING);
    firewall.flush();
    firewall.applies.refuse(1, "the chain is gone");
    impose("192.0.2.2");

    firewall.awaitBan(offender("192.0.2.1"), SOON);
    firewall.awaitBan(offender("192.0.2.2"), SOON);
  }

  @Test
  void enforcerThatCannotBeOpenedIsTriedAgain() throws Fault {
    firewall.opens.refuse(1, "iptables is not there");
    impose("192.0.2.1");
    start();
    awaitHealth(Health.Kind.FAILING);
    assertThat(enforcement.health().text()).isEqualTo("iptables is not there");

    firewall.awaitBan(offender("192.0.2.1"), SOON);
    awaitHealth(Health.Kind.WORKING);
    assertThat(changes.get()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void deadEnforcerIsNotAskedForEveryOffender() throws Fault {
    start();
    awaitHealth(Health.Kind.WORKING);
    AtomicInteger asked = new AtomicInteger();
    firewall.refuse(
        any -> {
          asked.incrementAndGet();
          return true;
        });
    firewall.applies.hold();
    impose("192.0.2.1");
    Eventually.await("the first is on its way", SOON, () -> firewall.applies.waiting() == 1);
    impose(many(5000));
    firewall.applies.release();

    awaitHealth(Health.Kind.FAILING);
    assertThat(asked.get()).isLessThan(200);
  }

  @Test
  void hangingEnforcerIsInterruptedAndTriedAgain() throws Fault {
    firewall.opens.hold();
    impose("192.0.2.1");
    start(factory.enforcer(order()), Duration.ofMillis(250));
    awaitHealth(Health.Kind.FAILING);
    assertThat(enforcement.health().text()).contains("action fake of jail sshd did not answer");

    firewall.opens.release();

    firewall.awaitBan(offender("192.0.2.1"), SOON);
  }

  @Test
  void closingFinishesTheWorkAndLeavesTheBans() throws Fault {
    FakeEnforcer enforcer = start();
    impose("192.0.2.1");
    enforcement.close();

    assertThat(firewall.until(offender("192.0.2.1"))).contains(LATER);
    Eventually.await("the enforcer is closed", SOON, () -> enforcer.closed() == 1);
  }

  @Test
  void questionIsAnsweredBehindTheChangesBeforeIt() throws Exception {
    start();
    impose("192.0.2.1");

    assertThat(enforcement.ask(e -> e.locate(offender("192.0.2.1"))).get(5, TimeUnit.SECONDS))
        .contains("192.0.2.1 until " + LATER);
  }

  @Test
  void questionIsNotLeftOpenWhenTheChangesBeforeItFail() throws Exception {
    start();
    awaitHealth(Health.Kind.WORKING);
    firewall.applies.hold();
    firewall.refuse(any -> true);
    impose("192.0.2.1");
    CompletableFuture<Integer> answer = enforcement.ask(e -> e.inForce().size());
    firewall.applies.release();

    assertThat(answer.handle((size, failed) -> true).get(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void questionAfterTheEndIsRefused() throws Fault {
    start();
    enforcement.close();

    assertThatThrownBy(() -> enforcement.ask(e -> 1).get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("has ended");
  }

  @Test
  void tokensAreSparedAnEnforcerOfAddresses() throws Fault {
    start();
    impose("carl@example.com", "192.0.2.1");
    firewall.awaitBan(offender("192.0.2.1"), SOON);

    assertThat(firewall.inForce()).hasSize(1);
  }

  /** Breaks wherever it can. */
  private static final class Broken implements Enforcer {
    @Override
    public boolean takes(Offender offender) {
      throw new IllegalStateException("broken");
    }

    @Override
    public Teardown open() {
      throw new IllegalStateException("broken");
    }

    @Override
    public void apply(List<Ban> bans, List<Offender> unbans) {
      throw new IllegalStateException("broken");
    }

    @Override
    public List<Ban> inForce() {
      throw new IllegalStateException("broken");
    }

    @Override
    public java.util.Optional<String> locate(Offender offender) {
      throw new IllegalStateException("broken");
    }

    @Override
    public void close() {
      throw new IllegalStateException("broken");
    }
  }

  @Test
  void brokenEnforcerHarmsNeitherTheDocketNorTheOthers() throws Fault {
    start(new Broken(), Duration.ofSeconds(30));
    Enforcement broken = enforcement;
    start();
    impose("192.0.2.1");

    firewall.awaitBan(offender("192.0.2.1"), SOON);
    Eventually.await("failing", SOON, () -> broken.health().kind() == Health.Kind.FAILING);
    broken.close();
  }
}
