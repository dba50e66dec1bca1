package org.gaoler.core.docket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.gaoler.core.fake.MovableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeJumpsTest {

  private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05Z"));
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final TimeJumps jumps = new TimeJumps(clock, nanos::get);

  private void pass(Duration wall, Duration steady) {
    clock.move(wall);
    nanos.addAndGet(steady.toNanos());
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 3600, -3, -3600})
  void jumpIsToldOnce(long seconds) {
    pass(Duration.ofSeconds(60 + seconds), Duration.ofSeconds(60));

    assertThat(jumps.jumped()).isTrue();
    assertThat(jumps.jumped()).isFalse();
  }

  @Test
  void sleepIsAJump() {
    pass(Duration.ofHours(8), Duration.ofSeconds(1));

    assertThat(jumps.jumped()).isTrue();
  }

  @Test
  void longTimeIsNone() {
    pass(Duration.ofDays(40), Duration.ofDays(40).plusMillis(1500));

    assertThat(jumps.jumped()).isFalse();
  }

  @Test
  void smallStepsAddUp() {
    for (int i = 0; i < 2; i++) {
      pass(Duration.ofSeconds(61), Duration.ofSeconds(60));
      assertThat(jumps.jumped()).isFalse();
    }
    pass(Duration.ofSeconds(61), Duration.ofSeconds(60));

    assertThat(jumps.jumped()).isTrue();
  }
}
