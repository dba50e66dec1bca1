package org.gaoler.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.gaoler.api.Ban;
import org.gaoler.api.BanStore.Ended;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Imposed;
import org.gaoler.api.BanStore.Memory;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.junit.jupiter.api.Test;

final class FakesTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Offender OFFENDER = Offender.parse("192.0.2.1");
  private static final Offender OFFENDER6 = Offender.parse("2001:db8::1");

  private final FakeEnforcerFactory factory = new FakeEnforcerFactory();
  private final RememberingStore store = new RememberingStore();

  @Test
  void firewallOutlivesItsEnforcer() throws Exception {
    enforcer().apply(List.of(new Ban(OFFENDER, NOW)), List.of());
    enforcer().apply(List.of(new Ban(OFFENDER6, NOW)), List.of(OFFENDER));
    assertThat(enforcer().inForce()).containsExactly(new Ban(OFFENDER6, NOW));
    assertThat(factory.made()).hasSize(3);
  }

  @Test
  void refusedBatchLeavesEverythingAsItWas() throws Exception {
    FakeEnforcer enforcer = enforcer();
    enforcer.firewall().refuse(OFFENDER6::equals);
    List<Ban> both = List.of(new Ban(OFFENDER, NOW), new Ban(OFFENDER6, NOW));
    assertThatThrownBy(() -> enforcer.apply(both, List.of())).isInstanceOf(Fault.class);
    assertThat(enforcer.inForce()).isEmpty();
    assertThat(enforcer.firewall().batches()).isEmpty();
  }

  @Test
  void gateRefusesAsOftenAsToldAndThenLetsThrough() throws Exception {
    store.commits.refuse(2, "full");
    List<Entry> entries = List.of(new Memory("sshd", "/var/log/auth.log", "x"));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> store.commit(entries)).isInstanceOf(Fault.class).hasMessage("full");
    }
    store.commit(entries);
    assertThat(store.load()).isEqualTo(entries);
  }

  @Test
  void heldCallWaitsUntilItIsReleased() throws Exception {
    FakeEnforcer enforcer = enforcer();
    enforcer.firewall().applies.hold();
    CompletableFuture<Void> ban = CompletableFuture.runAsync(() -> ban(enforcer));
    Eventually.await("it waits", SOON, () -> enforcer.firewall().applies.waiting() == 1);
    assertThat(enforcer.firewall().inForce()).isEmpty();
    enforcer.firewall().applies.release();
    ban.join();
    enforcer.firewall().awaitBan(OFFENDER, SOON);
  }

  @Test
  void liftedSentenceIsKeptAsEndedAndServedOneIsForgotten() throws Exception {
    Entry imposed =
        new Imposed(
            new Sentence("sshd", OFFENDER, NOW, NOW, Sentence.Origin.LOG, "5 failures", List.of()));
    Entry lifted = new Ended("sshd", OFFENDER, NOW, true);
    store.commit(List.of(imposed));
    store.commit(List.of(lifted));
    assertThat(store.load()).containsExactly(lifted);
    store.commit(List.of(imposed, new Ended("sshd", OFFENDER, NOW, false)));
    assertThat(store.load()).isEmpty();
    assertThat(store.history()).hasSize(3);
  }

  @Test
  void awaitingInVainFailsWithWhatWasAwaited() {
    assertThatThrownBy(() -> Eventually.await("never", Duration.ofMillis(5), () -> false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("never");
  }

  private FakeEnforcer enforcer() throws Fault {
    return factory.enforcer(new Order("sshd", "fake", Map.of()));
  }

  private static void ban(FakeEnforcer enforcer) {
    try {
      enforcer.apply(List.of(new Ban(OFFENDER, NOW)), List.of());
    } catch (Fault | InterruptedException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
