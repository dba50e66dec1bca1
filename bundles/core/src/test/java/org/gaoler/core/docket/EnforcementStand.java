package org.gaoler.core.docket;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.Teardown;
import org.gaoler.core.docket.Enforcement.Health;
import org.gaoler.core.fake.MovableClock;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.FakeEnforcer;
import org.gaoler.testkit.FakeEnforcerFactory;
import org.gaoler.testkit.FakeFirewall;
import org.junit.jupiter.api.AfterEach;

/** One jail's docket, and enforcements of it in a fake firewall. */
abstract class EnforcementStand {

  static final Duration GRACE = Duration.ofMillis(50);
  static final Duration SOON = Duration.ofSeconds(8);
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  static final Instant LATER = NOW.plusSeconds(600);

  final MovableClock clock = new MovableClock(NOW);
  final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  final ScheduledThreadPoolExecutor ticks = new ScheduledThreadPoolExecutor(1);
  final Docket docket = new Docket(clock, timer);
  final FakeEnforcerFactory factory = new FakeEnforcerFactory();
  final FakeFirewall firewall = factory.firewall("sshd", "fake");
  final List<Teardown> recipes = new CopyOnWriteArrayList<>();
  final AtomicInteger changes = new AtomicInteger();
  final Adopting strangers = new Adopting();
  final AtomicInteger exits = new AtomicInteger();
  final Strays strays = new Strays(exits::incrementAndGet);
  final Rounds rounds = new Rounds(ticks, Duration.ofMillis(20), () -> {});
  Enforcement enforcement;

  /** Decides as the test says, and puts whom it adopts into the docket. */
  final class Adopting implements Strangers {
    volatile boolean replayed = true;
    volatile boolean adopts;
    volatile Set<Offender> pardoned = Set.of();

    @Override
    public Fate fate(Offender offender, boolean first) {
      if (pardoned.contains(offender)) {
        return Fate.REMOVE;
      }
      return adopts && first ? Fate.ADOPT : replayed ? Fate.REMOVE : Fate.LEAVE;
    }

    @Override
    public boolean settled() {
      return replayed;
    }

    @Override
    public void adopt(List<Ban> found) {
      found.forEach(
          ban ->
              docket.impose(
                  new Sentence(
                      "sshd",
                      ban.offender(),
                      NOW,
                      ban.until(),
                      Sentence.Origin.ADOPTED,
                      "",
                      List.of())));
    }
  }

  static EnforcerFactory.Order order() {
    return new EnforcerFactory.Order("sshd", "fake", Map.of());
  }

  FakeEnforcer start() throws Fault {
    FakeEnforcer enforcer = factory.enforcer(order());
    start(enforcer, Duration.ofSeconds(30));
    return enforcer;
  }

  void start(Enforcer enforcer, Duration limit) {
    enforcement =
        new Enforcement(
            "sshd",
            "fake",
            enforcer,
            new Reconciliation("sshd", docket, clock, strangers),
            new Upkeep(new Watchdog(timer, limit, GRACE, strays), rounds, clock),
            recipes::add,
            changes::incrementAndGet);
    docket.watch(enforcement);
    enforcement.start();
  }

  void awaitHealth(Health.Kind kind) {
    Eventually.await(
        () -> kind + ", but it is " + enforcement.health(),
        SOON,
        () -> enforcement.health().kind() == kind);
  }

  @AfterEach
  final void stop() {
    firewall.opens.release();
    firewall.applies.release();
    firewall.reads.release();
    if (enforcement != null) {
      enforcement.close();
    }
    timer.shutdownNow();
    ticks.shutdownNow();
  }

  void awaitDrift(long repairs, long elements) {
    Eventually.await(
        () -> repairs + " repairs of " + elements + ", but it is " + enforcement.drift(),
        SOON,
        () ->
            enforcement.drift().repairs() == repairs && enforcement.drift().elements() == elements);
  }

  /** Waits until the enforcer has done everything up to now. */
  void awaitTurn() {
    enforcement.ask(Enforcer::inForce).join();
  }

  static Offender offender(String text) {
    return Offender.parse(text);
  }

  void impose(String... offenders) {
    for (String each : offenders) {
      docket.impose(
          new Sentence("sshd", offender(each), NOW, LATER, Sentence.Origin.LOG, "", List.of()));
    }
  }

  static String[] many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "2001:db8::" + Integer.toHexString(i + 1))
        .toArray(String[]::new);
  }
}
