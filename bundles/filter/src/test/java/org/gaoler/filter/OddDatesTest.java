package org.gaoler.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OddDatesTest {

  private static final Instant NOW = Instant.parse("2026-11-20T21:45:00Z");

  private static OddDates odd(String zone) {
    return new OddDates("test", Duration.ofMinutes(10), ZoneId.of(zone));
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, 2026-11-20T23:45:00Z, UTC+02:00",
    "UTC, 2026-11-20T16:44:30Z, UTC-05:00",
    "UTC, 2026-11-21T03:15:20Z, UTC+05:30",
    "Europe/Berlin, 2026-11-20T20:45:00Z, UTC",
    "Europe/Berlin, 2026-11-21T02:30:00Z, UTC+05:45"
  })
  void zoneInWhichTheLineWouldBeOfNowIsProposed(String zone, Instant when, String proposal) {
    assertThat(odd(zone).remedy(when, NOW, false))
        .contains("logtimezone=\"" + proposal + "\"")
        .contains("restart");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T21:40:00Z, false, written late",
    "2026-11-20T23:38:00Z, false, set the clock",
    "2026-11-18T21:45:00Z, false, set the clock",
    "2026-11-20T23:45:00Z, true, says its own time zone"
  })
  void otherDifferencesHaveOtherRemedies(Instant when, boolean zoned, String expected) {
    assertThat(odd("UTC").remedy(when, NOW, zoned)).contains(expected);
  }

  @Test
  void remedyIsToldOnceADay() {
    OddDates odd = odd("UTC");
    assertThat(odd.far(NOW.minusSeconds(90), NOW, false)).isTrue();
    assertThat(odd.far(NOW.minusSeconds(90), NOW.plusSeconds(86_399), false)).isFalse();
    assertThat(odd.far(NOW.minusSeconds(90), NOW.plusSeconds(86_400), false)).isTrue();
  }

  @Test
  void linesPassedOverAreCounted() {
    OddDates odd = odd("UTC");
    odd.old(NOW.minusSeconds(9_000), NOW, false);
    odd.undated(NOW);
    odd.live();
    assertThat(odd.passedOver()).isEqualTo(2);
  }
}
