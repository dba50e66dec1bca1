package org.gaoler.core.docket;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order, the firewall ends up with what the docket says. */
class ConvergenceTest extends EnforcementStand {

  private static final List<Offender> WHO =
      List.of(
          offender("192.0.2.1"),
          offender("192.0.2.2"),
          offender("192.0.2.0/24"),
          offender("2001:db8::1"),
          offender("2001:db8::/64"),
          offender("2001:db8::/48"));

  private Map<Offender, Instant> wanted() {
    return docket.sentences("sshd").stream()
        .collect(Collectors.toMap(Sentence::offender, Sentence::until));
  }

  private Map<Offender, Instant> found() {
    return firewall.inForce().stream().collect(Collectors.toMap(Ban::offender, Ban::until));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void firewallEndsUpWithWhatTheDocketSays(long seed) throws Exception {
    Random random = new Random(seed);
    List<Runnable> events = events(random);
    start();
    for (int i = 0; i < 4000; i++) {
      events.get(random.nextInt(events.size())).run();
      if (random.nextInt(200) == 0) {
        enforcement.ask(Enforcer::inForce).handle((told, failed) -> true).join();
      }
    }
    firewall.refuse(any -> false);
    firewall.refuseUnban(any -> false);
    firewall.applies.accept();
    firewall.opens.accept();
    firewall.ring();

    Eventually.await(
        () -> "wanted " + wanted() + " found " + found() + " " + enforcement.health(),
        SOON.multipliedBy(2),
        () -> wanted().equals(found()));
  }

  private List<Runnable> events(Random random) {
    Runnable ban =
        () ->
            docket.impose(
                new Sentence(
                    "sshd",
                    WHO.get(random.nextInt(WHO.size())),
                    NOW,
                    LATER.plusSeconds(random.nextInt(3) * 60L),
                    Sentence.Origin.MANUAL,
                    "",
                    List.of()));
    Runnable unban = () -> docket.lift("sshd", WHO.get(random.nextInt(WHO.size())));
    return List.of(
        ban,
        ban,
        ban,
        unban,
        unban,
        () -> firewall.lose(WHO.get(random.nextInt(WHO.size()))),
        () -> firewall.plant(new Ban(WHO.get(random.nextInt(WHO.size())), LATER.plusSeconds(9))),
        firewall::flush,
        firewall::ring,
        () -> enforcement.reconcile(),
        () -> firewall.applies.refuse(1, "the lock is held"),
        () -> firewall.opens.refuse(1, "the lock is held"),
        () -> firewall.refuse(WHO.get(random.nextInt(WHO.size()))::equals),
        () -> firewall.refuseUnban(WHO.get(random.nextInt(WHO.size()))::equals),
        () -> firewall.refuse(any -> false));
  }
}
