package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Lapsed;
import org.gaoler.api.Offender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PardonsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final Pardons pardons = new Pardons("sshd");
  private final List<Entry> forgotten = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "carl"})
  void whatWasDoneUntilThenIsCovered(String text) {
    Offender offender = Offender.parse(text);
    pardons.add(offender, NOW);

    assertThat(pardons.covers(offender, NOW)).isTrue();
    assertThat(pardons.covers(offender, NOW.plusNanos(1))).isFalse();
    assertThat(pardons.covers(Offender.parse("192.0.2.99"), NOW)).isFalse();
  }

  @Test
  void tooOldOnesLapse() {
    Offender carl = Offender.parse("192.0.2.1");
    Offender dora = Offender.parse("2001:db8::1");
    pardons.add(carl, NOW.minusSeconds(1));
    pardons.add(dora, NOW);
    pardons.tidy(NOW, forgotten);

    assertThat(forgotten).containsExactly(new Lapsed("sshd", carl, NOW));
    assertThat(pardons.covers(carl, Instant.MIN)).isFalse();
    assertThat(pardons.covers(dora, NOW)).isTrue();
  }

  @Test
  void oldestOfTooManyLapse() {
    for (int i = 0; i < Pardons.MOST + 10; i++) {
      pardons.add(Offender.parse("2001:db8::" + Integer.toHexString(i)), NOW.plusSeconds(i));
    }
    pardons.tidy(Instant.MIN, forgotten);

    assertThat(forgotten).hasSize(10);
    assertThat(pardons.covers(Offender.parse("2001:db8::9"), NOW)).isFalse();
    assertThat(pardons.covers(Offender.parse("2001:db8::a"), NOW)).isTrue();
    pardons.tidy(Instant.MIN, forgotten);
    assertThat(forgotten).hasSize(10);
  }
}
