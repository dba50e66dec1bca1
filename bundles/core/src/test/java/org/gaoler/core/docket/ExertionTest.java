package org.gaoler.core.docket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.gaoler.core.plugin.Niceness;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever computes for long is put behind, whoever waits is not. Instants are made up. */
class ExertionTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Niceness mine = Niceness.ofThisThread();
  private final int usual = mine.now();
  private final Exertion exertion = new Exertion("gaoler-enforce-kit", mine);

  @AfterEach
  void restore() {
    mine.set(usual);
  }

  private void compute(Duration time) {
    Duration before = mine.computed();
    Eventually.await(
        "it has computed",
        Duration.ofSeconds(30),
        () -> mine.computed().minus(before).compareTo(time) >= 0);
  }

  @Test
  void callThatComputesIsPutBehind() {
    exertion.begins();
    assertThat(exertion.look(0, SECOND)).isEqualTo(SECOND);
    compute(Duration.ofMillis(60));

    assertThat(exertion.look(TimeUnit.MILLISECONDS.toNanos(100), 2 * SECOND))
        .isEqualTo(Long.MAX_VALUE);

    assertThat(mine.now()).isEqualTo(Math.max(usual, 5));
  }

  @Test
  @Tag("root")
  void callThatEndsIsPreferredAsBefore() {
    Root.required();
    exertion.begins();
    exertion.look(0, SECOND);
    compute(Duration.ofMillis(60));
    exertion.look(TimeUnit.MILLISECONDS.toNanos(100), 2 * SECOND);

    exertion.ends();

    assertThat(mine.now()).isEqualTo(usual);
  }

  @Test
  void callThatWaitsStaysWhereItWas() {
    exertion.begins();
    exertion.look(0, SECOND);

    assertThat(exertion.look(1000 * SECOND, 1001 * SECOND)).isEqualTo(SECOND);

    assertThat(mine.now()).isEqualTo(usual);
  }

  @Test
  void shortCallsAreNotLookedAt() {
    exertion.begins();

    assertThat(exertion.look(0, SECOND / 4)).isEqualTo(SECOND - SECOND / 4);
  }

  @Test
  void whatWasComputedBeforeTheCallDoesNotCount() {
    exertion.begins();
    exertion.look(0, SECOND);
    exertion.ends();
    compute(Duration.ofMillis(60));
    exertion.begins();

    assertThat(exertion.look(SECOND / 10, SECOND)).isEqualTo(SECOND);
    assertThat(mine.now()).isEqualTo(usual);
  }
}
