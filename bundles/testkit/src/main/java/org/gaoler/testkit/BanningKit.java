package org.gaoler.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;
import org.gaoler.api.TimeSpan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every enforcer must do with bans and unbans; see {@link EnforcerKit}. */
public abstract class BanningKit {

  static final Instant SOON = Instant.parse("2027-01-01T00:00:00Z");
  static final Instant LATER = Instant.parse("2027-06-01T12:30:00Z");
  private static final String JAIL = "kit";

  private final List<Enforcer> made = new ArrayList<>();
  private EnforcerFactory factory;

  /** Made anew for each test. */
  Enforcer enforcer;

  /** For subclasses. */
  protected BanningKit() {}

  /**
   * The factory to test; asked once per test.
   *
   * @return a factory whose enforcers work on a fresh outside thing
   */
  protected abstract EnforcerFactory factory();

  /**
   * The action to test.
   *
   * @return one of the factory's names
   */
  protected abstract String action();

  /**
   * Options that make an enforcer work.
   *
   * @return none, if the subclass does not say otherwise
   */
  protected Map<String, String> options() {
    return Map.of();
  }

  /**
   * Offenders of every kind that the action takes: both families, networks too.
   *
   * @return three or more, none of them below {@code 198.18.0.0/15}
   */
  protected List<Offender> offenders() {
    return List.of(
        Offender.parse("192.0.2.1"),
        Offender.parse("2001:db8::1"),
        Offender.parse("198.51.100.0/24"),
        Offender.parse("2001:db8:1::/64"));
  }

  /**
   * The whole outside thing as text, without counters.
   *
   * @return equal texts if nothing has changed
   */
  protected abstract String outside();

  /** Removes everything from the outside thing, as a careless neighbour would. */
  protected abstract void wipe();

  /**
   * Whether the enforcer can look what is in force.
   *
   * @return true, if the subclass does not say otherwise; false of one that can but remember what
   *     it did: its {@code count} has to find out that everything was wiped, {@code open} to draw
   *     the conclusions, and a successor is given all bans anew
   */
  protected boolean readsBack() {
    return true;
  }

  /**
   * Somebody whom the enforcer takes and the outside thing refuses.
   *
   * @return nobody, if the subclass does not know of any
   */
  protected Optional<Offender> refused() {
    return Optional.empty();
  }

  @BeforeEach
  final void makeEnforcer() throws Fault {
    factory = factory();
    enforcer = another();
  }

  @AfterEach
  final void closeEnforcers() {
    made.forEach(Enforcer::close);
  }

  @Test
  void openingTwiceChangesNothing() throws Exception {
    enforcer.open();
    String once = outside();
    enforcer.open();
    assertThat(outside()).isEqualTo(once);
  }

  @Test
  void everyKindOfOffenderIsBannedAndFound() throws Exception {
    enforcer.open();
    enforcer.apply(bans(offenders(), SOON), List.of());
    assertInForce(bans(offenders(), SOON));
    for (Offender offender : offenders()) {
      assertThat(enforcer.takes(offender)).isTrue();
      assertThat(enforcer.locate(offender)).as("the rule of " + offender).isPresent();
    }
    assertThat(enforcer.locate(Offender.parse("203.0.113.9"))).isEmpty();
  }

  @Test
  void permanentBanNeverEnds() throws Exception {
    enforcer.open();
    enforcer.apply(bans(offenders(), TimeSpan.FOREVER), List.of());
    assertInForce(bans(offenders(), TimeSpan.FOREVER));
  }

  @Test
  void banningAgainChangesNothing() throws Exception {
    enforcer.open();
    enforcer.apply(bans(offenders(), SOON), List.of());
    String once = outside();
    enforcer.apply(bans(offenders(), SOON), List.of());
    assertThat(outside()).isEqualTo(once);
  }

  @Test
  void banWithAnotherEndIsRenewed() throws Exception {
    enforcer.open();
    enforcer.apply(bans(offenders(), SOON), List.of());
    enforcer.apply(bans(offenders(), LATER), List.of());
    assertInForce(bans(offenders(), LATER));
  }

  @Test
  void unbanLiftsThatBanAlone() throws Exception {
    enforcer.open();
    enforcer.apply(bans(offenders(), SOON), List.of());
    enforcer.apply(List.of(), offenders().subList(0, 1));
    assertInForce(bans(offenders().subList(1, offenders().size()), SOON));
  }

  @Test
  void unbanOfWhatIsGoneIsNoError() throws Exception {
    enforcer.open();
    enforcer.apply(List.of(), offenders());
    enforcer.apply(bans(offenders(), SOON), List.of());
    enforcer.apply(List.of(), offenders());
    enforcer.apply(List.of(), offenders());
    assertInForce(List.of());
  }

  @Test
  void oneBatchBansSomeAndLiftsOthers() throws Exception {
    enforcer.open();
    List<Offender> first = offenders().subList(0, 2);
    List<Offender> rest = offenders().subList(2, offenders().size());
    enforcer.apply(bans(first, SOON), List.of());
    enforcer.apply(bans(rest, LATER), first);
    assertInForce(bans(rest, LATER));
  }

  @Test
  void manyComeAndManyGo() throws Exception {
    enforcer.open();
    enforcer.apply(bans(crowd(400), SOON), List.of());
    enforcer.apply(List.of(), crowd(350));
    assertInForce(bans(crowd(400).subList(350, 400), SOON));
  }

  @Test
  void bansOutliveTheEnforcerAndItsSuccessorLeavesThemAlone() throws Exception {
    enforcer.open();
    enforcer.apply(bans(offenders(), SOON), List.of());
    String before = outside();
    enforcer.close();
    Enforcer successor = another();
    successor.open();
    if (!readsBack()) {
      successor.apply(bans(offenders(), SOON), List.of());
    }
    assertThat(outside()).isEqualTo(before);
    enforcer = successor;
    assertInForce(bans(offenders(), SOON));
  }

  @Test
  void wipedByOthersNothingIsInForceUntilOpenedAndAppliedAnew() throws Exception {
    enforcer.open();
    enforcer.apply(bans(offenders(), SOON), List.of());
    wipe();
    if (!readsBack()) {
      assertThat(enforcer.count()).hasValue(0);
      enforcer.open();
    }
    assertThat(enforcer.inForce()).isEmpty();
    enforcer.open();
    enforcer.apply(bans(offenders(), SOON), List.of());
    assertInForce(bans(offenders(), SOON));
  }

  @Test
  void wipedByOthersTheNextBatchIsInForceAllTheSame() throws Exception {
    enforcer.open();
    enforcer.apply(bans(offenders(), SOON), List.of());
    wipe();
    List<Offender> late = crowd(3);
    enforcer.apply(bans(late, LATER), offenders());
    assertThat(enforcer.inForce()).extracting(Ban::offender).containsAll(late);
  }

  @Test
  void teardownLeavesTheOutsideAsItWas() throws Exception {
    String before = outside();
    Teardown teardown = enforcer.open();
    enforcer.apply(bans(offenders(), SOON), List.of());
    enforcer.close();
    assertThat(outside()).isNotEqualTo(before);
    teardown.steps().forEach(step -> Shell.result(step.arguments(), step.input()));
    assertThat(outside()).isEqualTo(before);
  }

  @Test
  void unknownOptionIsNamedWithItsValueAndWhatIsAccepted() {
    Map<String, String> wrong = new HashMap<>(options());
    wrong.put("colour", "green");
    assertThatThrownBy(() -> factory.enforcer(new Order(JAIL, action(), wrong)))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("colour", "green", "accepted");
  }

  @Test
  void interruptedCallEndsSoonAndTheNextOneWorks() throws Exception {
    enforcer.open();
    Instant start = Instant.now();
    Thread.currentThread().interrupt();
    try {
      enforcer.apply(bans(crowd(50), SOON), List.of());
    } catch (InterruptedException allowed) {
      assertThat(allowed).isNotNull();
    } finally {
      Thread.interrupted();
    }
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
    enforcer.apply(bans(crowd(50), SOON), List.of());
    assertInForce(bans(crowd(50), SOON));
  }

  Enforcer another() throws Fault {
    Enforcer another = factory.enforcer(new Order(JAIL, action(), options()));
    made.add(another);
    return another;
  }

  void assertInForce(List<Ban> expected) throws Exception {
    List<Ban> found = enforcer.inForce();
    SoftAssertions.assertSoftly(
        softly -> {
          softly
              .assertThat(found.stream().map(Ban::offender))
              .containsExactlyInAnyOrderElementsOf(expected.stream().map(Ban::offender).toList());
          found.forEach(
              ban ->
                  softly
                      .assertThat(ban.until())
                      .as("the end of %s, if it can be told", ban.offender())
                      .matches(
                          until -> ends(until, expected.get(0).until()),
                          "within 2 s of " + expected.get(0).until()));
        });
  }

  /** Kernels count down in ticks of their own. */
  private static boolean ends(Instant found, Instant wanted) {
    return found.equals(TimeSpan.FOREVER)
        || Duration.between(found, wanted).abs().compareTo(Duration.ofSeconds(2)) < 0;
  }

  static List<Ban> bans(List<Offender> offenders, Instant until) {
    return offenders.stream().map(offender -> new Ban(offender, until)).toList();
  }

  static List<Offender> crowd(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> Offender.parse("198.18." + i / 256 + "." + i % 256))
        .toList();
  }
}
