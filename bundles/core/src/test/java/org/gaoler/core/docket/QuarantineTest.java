package org.gaoler.core.docket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.core.docket.Enforcement.Health;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.FakeEnforcer;
import org.gaoler.testkit.FakeFirewall;
import org.junit.jupiter.api.Test;

class QuarantineTest extends EnforcementStand {

  private static final Duration LIMIT = Duration.ofMillis(50);

  private FakeFirewall deaf(String action) throws Exception {
    FakeFirewall hanging = factory.firewall("sshd", action);
    hanging.applies.holdWhateverHappens();
    start(factory.enforcer(new EnforcerFactory.Order("sshd", action, java.util.Map.of())), LIMIT);
    return hanging;
  }

  private void awaitQuarantine(Enforcement one) {
    Eventually.await("it is given up", SOON, one::quarantined);
  }

  @Test
  void callThatIgnoresTheInterruptIsGivenUpAndNamed() throws Exception {
    FakeFirewall hanging = deaf("deaf");
    impose("192.0.2.1");
    awaitQuarantine(enforcement);
    awaitHealth(Health.Kind.FAILING);

    assertThat(enforcement.health().text())
        .contains("action fake of jail sshd", "could not be interrupted", "configured anew");
    assertThat(exits).hasValue(0);
    hanging.applies.release();
  }

  @Test
  void otherActionsGoOn() throws Exception {
    FakeFirewall hanging = deaf("deaf");
    Enforcement lost = enforcement;
    start();
    impose("192.0.2.1");
    awaitQuarantine(lost);
    impose("2001:db8::1");

    firewall.awaitBan(offender("192.0.2.1"), SOON);
    firewall.awaitBan(offender("2001:db8::1"), SOON);
    awaitHealth(Health.Kind.WORKING);
    hanging.applies.release();
  }

  @Test
  void closingDoesNotWaitForWhatWasGivenUp() throws Exception {
    FakeFirewall hanging = deaf("deaf");
    impose("192.0.2.1");
    awaitQuarantine(enforcement);
    enforcement.close();

    assertThat(hanging.applies.waiting()).isEqualTo(1);
    hanging.applies.release();
  }

  @Test
  void enforcementThatComesBackLateEndsAndLetsGo() throws Exception {
    FakeFirewall hanging = deaf("deaf");
    impose("192.0.2.1");
    awaitQuarantine(enforcement);
    FakeEnforcer late = factory.made().get(0);
    assertThat(late.closed()).isZero();
    hanging.applies.release();

    Eventually.await("it lets go", SOON, () -> late.closed() == 1);
    assertThat(enforcement.health().text()).contains("could not be interrupted");
  }

  @Test
  void whoeverAsksIsNotLeftWaiting() throws Exception {
    start(factory.enforcer(order()), LIMIT);
    awaitHealth(Health.Kind.WORKING);
    firewall.reads.holdWhateverHappens();
    CompletableFuture<Integer> hanging = enforcement.ask(e -> e.inForce().size());
    CompletableFuture<Integer> behind = enforcement.ask(e -> e.inForce().size());
    awaitQuarantine(enforcement);
    CompletableFuture<Integer> late = enforcement.ask(e -> e.inForce().size());

    for (CompletableFuture<Integer> each : List.of(hanging, behind, late)) {
      assertThat(each.handle((size, failed) -> failed != null).get(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void interruptedCallIsNoQuarantine() throws Exception {
    firewall.applies.hold();
    impose("192.0.2.1");
    start(factory.enforcer(order()), LIMIT);
    awaitHealth(Health.Kind.FAILING);
    firewall.applies.release();

    firewall.awaitBan(offender("192.0.2.1"), SOON);
    assertThat(enforcement.quarantined()).isFalse();
  }

  @Test
  void fourLostThreadsEndTheProcessOnce() throws Exception {
    List<FakeFirewall> hanging = new ArrayList<>();
    impose("192.0.2.1");
    for (int i = 0; i < 5; i++) {
      hanging.add(deaf("deaf" + i));
      awaitQuarantine(enforcement);
      int lost = i + 1;
      Eventually.await("it is noted", SOON, () -> lost < 4 || exits.get() == 1);
      assertThat(exits.get()).isEqualTo(lost < 4 ? 0 : 1);
    }
    hanging.forEach(each -> each.applies.release());
  }

  @Test
  void threadsThatCameBackDoNotCount() throws Exception {
    impose("192.0.2.1");
    for (int i = 0; i < 6; i++) {
      FakeFirewall hanging = deaf("deaf" + i);
      awaitQuarantine(enforcement);
      FakeEnforcer late = factory.made().get(i);
      hanging.applies.release();
      Eventually.await("it lets go", SOON, () -> late.closed() == 1);
      Eventually.await(
          "its thread has ended",
          SOON,
          () ->
              Thread.getAllStackTraces().keySet().stream()
                  .noneMatch(each -> each.getName().equals("gaoler-enforce-sshd-fake")));
    }

    assertThat(exits).hasValue(0);
  }

  @Test
  void watchdogSleepsWhenNothingIsCalled() throws Exception {
    start(factory.enforcer(order()), LIMIT);
    awaitHealth(Health.Kind.WORKING);

    Eventually.await("it sleeps", SOON, () -> timer.getQueue().isEmpty());
  }
}
