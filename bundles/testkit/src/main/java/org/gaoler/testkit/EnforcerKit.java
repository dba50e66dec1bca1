package org.gaoler.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.gaoler.api.Ban;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every enforcer must do. The test of an enforcer inherits this and gives it a factory whose
 * outside thing belongs to the test alone.
 */
public abstract class EnforcerKit extends BanningKit {

  /** For subclasses. */
  protected EnforcerKit() {}

  @Test
  void numberOfBansIsWhatIsInForceAndNoneAfterAWipe() throws Exception {
    enforcer.open();
    assertCounted(0);
    enforcer.apply(bans(offenders(), SOON), List.of());
    assertCounted(offenders().size());
    enforcer.apply(List.of(), offenders().subList(0, 1));
    assertCounted(offenders().size() - 1);
    wipe();
    if (!readsBack()) {
      assertThat(enforcer.count()).hasValue(0);
      enforcer.open();
    }
    assertCounted(0);
  }

  private void assertCounted(int expected) throws Exception {
    OptionalInt counted = enforcer.count();
    if (counted.isPresent()) {
      assertThat(counted).hasValue(expected);
    }
    assertThat(enforcer.inForce()).hasSize(expected);
  }

  @Test
  void wipeByOthersRingsTheBellOrIsCounted() throws Exception {
    AtomicInteger rings = new AtomicInteger();
    enforcer.watch(rings::incrementAndGet);
    enforcer.open();
    enforcer.apply(bans(offenders(), SOON), List.of());
    if (enforcer.count().isPresent()) {
      wipe();
      assertThat(enforcer.count()).hasValue(0);
      return;
    }
    assertNeverRung(rings);
    wipe();
    Eventually.await(
        "the bell rings since count() is empty", Duration.ofSeconds(5), () -> rings.get() > 0);
  }

  @Test
  void ownChangesDoNotRingTheBell() throws Exception {
    AtomicInteger rings = new AtomicInteger();
    enforcer.watch(rings::incrementAndGet);
    enforcer.open();
    enforcer.open();
    enforcer.apply(bans(offenders(), SOON), List.of());
    enforcer.apply(bans(crowd(20), SOON), List.of());
    enforcer.apply(List.of(), crowd(10));
    enforcer.apply(List.of(), crowd(20));
    enforcer.inForce();
    assertNeverRung(rings);
  }

  private static void assertNeverRung(AtomicInteger rings) {
    assertThatThrownBy(
            () -> Eventually.await("rung", Duration.ofMillis(400), () -> rings.get() > 0))
        .as("own changes must not ring the bell")
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void trafficIsToldOnlyOfThoseInForce() throws Exception {
    enforcer.open();
    enforcer.apply(bans(offenders(), SOON), List.of());
    assertThat(offenders()).containsAll(enforcer.traffic().keySet());
    enforcer.apply(List.of(), offenders());
    assertThat(enforcer.traffic()).isEmpty();
  }

  @Test
  void addressAndItsNetworkAreBannedAndLiftedEachByItself() throws Exception {
    assertApart("198.51.100.7", "198.51.100.0/24");
    assertApart("198.51.100.0", "198.51.100.0/24");
  }

  @Test
  void addressAndItsNetworkOfIpv6AreBannedAndLiftedEachByItself() throws Exception {
    assertApart("2001:db8:1::7", "2001:db8:1::/64");
    assertApart("2001:db8:1::", "2001:db8:1::/64");
  }

  private void assertApart(String address, String network) throws Exception {
    Offender inner = Offender.parse(address);
    Offender outer = Offender.parse(network);
    if (!enforcer.takes(inner) || !enforcer.takes(outer)) {
      // whoever takes no networks has none to keep apart
      return;
    }
    enforcer.open();
    for (List<Offender> order : List.of(List.of(inner, outer), List.of(outer, inner))) {
      enforcer.apply(bans(order.subList(0, 1), SOON), List.of());
      enforcer.apply(bans(order.subList(1, 2), SOON), List.of());
      assertInForce(bans(order, SOON));
      enforcer.apply(List.of(), order.subList(0, 1));
      assertInForce(bans(order.subList(1, 2), SOON));
      enforcer.apply(List.of(), order);
      assertInForce(List.of());
    }
  }

  /** None where nobody is known who would be refused. */
  @TestFactory
  final Stream<DynamicTest> refusedBatchDoesNoHarmAndItsPartsGoThrough() {
    return refused().stream()
        .map(whom -> DynamicTest.dynamicTest("with " + whom, () -> assertRefusedWithoutHarm(whom)));
  }

  private void assertRefusedWithoutHarm(Offender whom) throws Exception {
    enforcer.open();
    enforcer.apply(bans(offenders(), SOON), List.of());
    List<Offender> batch = new ArrayList<>(crowd(5));
    batch.add(whom);
    assertThatThrownBy(() -> enforcer.apply(bans(batch, SOON), List.of()))
        .isInstanceOf(Fault.class);
    assertThat(enforcer.inForce()).extracting(Ban::offender).containsAll(offenders());
    enforcer.apply(bans(crowd(5), SOON), List.of());
    assertThat(enforcer.inForce()).extracting(Ban::offender).containsAll(crowd(5));
  }
}
