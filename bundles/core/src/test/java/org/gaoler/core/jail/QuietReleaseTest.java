package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.Traffic;
import org.gaoler.core.fake.Scene;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bans that lift themselves once their offender has given up. */
class QuietReleaseTest {

  private final Scene scene = new Scene();

  @AfterEach
  void stop() {
    scene.close();
  }

  private void ban(String who) throws Fault {
    scene.desk().ban("sshd", Offender.parse(who), Optional.empty(), "");
  }

  private List<Offender> release() {
    List<Offender> lifted = new ArrayList<>();
    Gaol gaol = scene.gaol();
    new QuietRelease(
            gaol.counters(),
            (jail, quiet) -> {
              lifted.addAll(quiet);
              gaol.orders().liftByHand(jail, quiet);
            },
            scene.clock)
        .look(gaol.remembered());
    return lifted;
  }

  @Test
  void whoGaveUpIsLetGoOfWhereTheJailSaysSoAndWhoTriesOnStays() throws Fault {
    scene.watching("bantime", "30d", "unbanquiet", "3d");
    ban("203.0.113.1");
    ban("2001:db8::1");
    ban("203.0.113.3");
    scene.firewall().stopped(Offender.parse("203.0.113.1"), new Traffic(3, 180));
    scene.firewall().stopped(Offender.parse("2001:db8::1"), new Traffic(4, 240));
    assertThat(release()).isEmpty();

    scene.clock.move(Duration.ofDays(3));
    scene.firewall().stopped(Offender.parse("2001:db8::1"), new Traffic(5, 300));

    assertThat(release()).containsExactly(Offender.parse("203.0.113.1"));
    assertThat(scene.desk().banned())
        .extracting(Sentence::offender)
        .containsExactlyInAnyOrder(Offender.parse("2001:db8::1"), Offender.parse("203.0.113.3"));
  }

  @Test
  void nobodyIsLetGoOfWhereTheJailDoesNotSaySo() throws Fault {
    scene.watching("bantime", "30d");
    ban("203.0.113.1");
    scene.firewall().stopped(Offender.parse("203.0.113.1"), new Traffic(3, 180));
    scene.clock.move(Duration.ofDays(20));

    assertThat(release()).isEmpty();
  }
}
