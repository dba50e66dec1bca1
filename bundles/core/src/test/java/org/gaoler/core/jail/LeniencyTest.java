package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gaoler.api.IgnoreRule;
import org.gaoler.api.Offender;
import org.gaoler.core.fake.ManualParts;
import org.gaoler.core.fake.MovableClock;
import org.gaoler.core.settings.JailSettings;
import org.gaoler.core.settings.SettingsReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever may let offenders off, and does not answer. */
class LeniencyTest {

  private static final Offender OFFENDER = Offender.parse("192.0.2.1");

  private final ManualParts parts = new ManualParts();
  private final ExecutorService asker = Executors.newCachedThreadPool();
  private final CountDownLatch never = new CountDownLatch(1);
  private final JailSettings settings =
      SettingsReader.read("sshd", Map.of("filter", "sshd", "action", "fake", "logpath", "/x"))
          .settings()
          .orElseThrow();
  private final Leniency leniency =
      new Leniency(
          new OwnAddresses(new MovableClock(java.time.Instant.EPOCH)),
          parts::ignoreRules,
          parts,
          asker,
          Duration.ofMillis(20));

  @AfterEach
  void release() {
    asker.shutdownNow();
  }

  private Optional<String> hang(String jail, Offender offender) {
    try {
      never.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  @Test
  void ruleThatHangsAgainAndAgainIsNotAskedAnyMore() {
    IgnoreRule hanging = this::hang;
    IgnoreRule sound = (jail, offender) -> Optional.of("a friend");
    parts.bring(hanging);
    parts.bring(sound);

    for (int i = 0; i < 3; i++) {
      assertThat(parts.condemned).isEmpty();
      assertThat(leniency.asked(settings, OFFENDER)).hasValue("a friend");
    }

    assertThat(parts.condemned).containsOnlyKeys(hanging);
    assertThat(parts.ignoreRules()).containsExactly(sound);
  }
}
