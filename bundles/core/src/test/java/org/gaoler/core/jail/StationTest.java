package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.gaoler.api.Ban;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Offender;
import org.gaoler.core.docket.Docket;
import org.gaoler.core.docket.Enforcement;
import org.gaoler.core.docket.Reconciliation;
import org.gaoler.core.docket.Rounds;
import org.gaoler.core.docket.Strangers;
import org.gaoler.core.docket.Strays;
import org.gaoler.core.docket.Upkeep;
import org.gaoler.core.docket.Watchdog;
import org.gaoler.core.fake.Scene;
import org.gaoler.core.plugin.Supervision;
import org.gaoler.core.settings.PluginCall;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.FakeEnforcerFactory;
import org.gaoler.testkit.FakeFirewall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StationTest {

  private static final PluginCall CALL = new PluginCall("fake", Map.of());
  private static final Strangers NOBODY =
      new Strangers() {
        @Override
        public Fate fate(Offender offender, boolean first) {
          return Fate.LEAVE;
        }

        @Override
        public boolean settled() {
          return true;
        }

        @Override
        public void adopt(List<Ban> found) {
          throw new AssertionError("nobody is adopted: " + found);
        }
      };

  private final Clock clock = Clock.systemUTC();
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final Supervision supervision = new Supervision((part, reason) -> {});
  private final FakeEnforcerFactory factory = new FakeEnforcerFactory();
  private final FakeFirewall firewall = factory.firewall("sshd", "fake");

  @AfterEach
  void stop() {
    firewall.opens.release();
    timer.shutdownNow();
  }

  private Enforcement enforcement() throws Exception {
    Duration limit = Duration.ofMillis(20);
    Enforcement enforcement =
        new Enforcement(
            "sshd",
            "fake",
            factory.enforcer(new EnforcerFactory.Order("sshd", "fake", Map.of())),
            new Reconciliation("sshd", new Docket(clock, timer), clock, NOBODY),
            new Upkeep(
                new Watchdog(timer, limit, limit, new Strays(() -> {})),
                new Rounds(timer, Duration.ofMinutes(1), () -> {}),
                clock),
            recipe -> {},
            () -> {});
    enforcement.start();
    return enforcement;
  }

  private static Post.Station station(Enforcement enforcement, int edition) {
    return new Post.Station(
        CALL, Maker.NONE, Optional.of(enforcement), Optional.empty(), "", edition);
  }

  @Test
  void actionThatWasGivenUpIsTriedAnewWithTheNextConfiguration() throws Exception {
    firewall.opens.holdWhateverHappens();
    Enforcement lost = enforcement();
    Eventually.await("it is given up", Scene.SOON, lost::quarantined);

    assertThat(station(lost, 3).usable(3, supervision)).isTrue();
    assertThat(station(lost, 3).usable(4, supervision)).isFalse();
  }

  @Test
  void actionThatWorksStaysWithEveryConfiguration() throws Exception {
    try (Enforcement working = enforcement()) {
      assertThat(station(working, 3).usable(4, supervision)).isTrue();
    }
  }
}
