package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.gaoler.api.BanStore;
import org.gaoler.api.Offender;
import org.gaoler.core.fake.Scene;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TidyingTest {

  private static final Offender CARL = Offender.parse("192.0.2.1");

  private final Scene scene = new Scene();

  @AfterEach
  void stop() {
    scene.close();
  }

  private void tidy() {
    scene.gaol().tidy();
    scene.stored();
  }

  private int tracked() {
    return scene.gaol().remembered().stream().mapToInt(jail -> jail.counts().tracked()).sum();
  }

  @Test
  void failuresThatCountNoMoreLeaveTheStore() {
    scene.watching();
    scene.fail("192.0.2.1", 2);
    scene.clock.move(Duration.ofMinutes(9));
    scene.fail("2001:db8::1", 2);
    tidy();
    assertThat(scene.status("sshd").tracked()).isEqualTo(2);
    scene.clock.move(Duration.ofMinutes(2));
    tidy();

    assertThat(scene.store.entries(BanStore.Window.class))
        .extracting(BanStore.Window::offender)
        .containsExactly(Offender.parse("2001:db8::1"));
    assertThat(scene.status("sshd").tracked()).isEqualTo(1);
  }

  @Test
  void banInForceStaysHoweverOldItIs() {
    scene.watching("bantime", "permanent", "retention", "1h");
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.clock.move(Duration.ofDays(3000));
    tidy();

    assertThat(scene.gaol().docket().all()).hasSize(1);
    assertThat(scene.store.entries(BanStore.Imposed.class)).hasSize(1);
  }

  @Test
  void unbanByHandIsForgottenAfterItsRetention() throws Exception {
    scene.watching("retention", "1h");
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.desk().unban(Optional.of(CARL), Optional.empty());
    scene.clock.move(Duration.ofMinutes(59));
    tidy();
    assertThat(scene.store.entries(BanStore.Ended.class)).hasSize(1);
    scene.clock.move(Duration.ofMinutes(2));
    tidy();

    assertThat(scene.store.entries(BanStore.Ended.class)).isEmpty();
  }

  @Test
  void jailThatWaitsForItsLogKeepsItsCounts() {
    scene.watching();
    scene.fail("192.0.2.1", 2);
    scene.stored();
    scene.kill();
    scene.clock.move(Duration.ofHours(2));
    scene.start();
    scene.configure("sshd", "filter", "absent");
    tidy();

    assertThat(scene.store.entries(BanStore.Window.class)).hasSize(1);
  }

  @Test
  void jailThatIsGoneIsForgottenAfterAYear() {
    scene.watching();
    scene.fail("192.0.2.1", 2);
    scene.stored();
    scene.gaol().delete("sshd");
    scene.clock.move(Duration.ofDays(364));
    scene.gaol().tidy();
    assertThat(tracked()).isEqualTo(1);
    scene.clock.move(Duration.ofDays(2));
    scene.gaol().tidy();

    assertThat(tracked()).isZero();
  }
}
