package org.gaoler.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeSpanTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "600, 600",
    "30s, 30",
    "10m, 600",
    "1h, 3600",
    "1d, 86400",
    "1w, 604800",
    "1mo, 2629800",
    "1y, 31557600",
    "1d12h, 129600",
    "1d 12h, 129600",
    "1h 2m 3s, 3723",
    "1H 2M 3S, 3723",
    "10 minutes, 600",
    "' 10m ', 600",
    "1m1m, 120",
    "12mo, 31557600",
    "1hour+30min, 5400",
    "1year-6mo, 15778800",
    "60*5, 300",
    "60 * 5, 300",
    "2.5h, 9000",
    "1.5, 1",
    ".5h, 1800",
    "1 2, 3",
    "1d 12, 86412",
    "60/2m, 1800",
    "(1h + 30m)*2, 10800",
    "2*(3m), 360",
    "-1m+2m, 60",
    "1m-1m, 0"
  })
  void spansAreReadInFail2bansWords(String text, long seconds) {
    assertThat(TimeSpan.parse(text)).contains(new TimeSpan(seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "1, s ss se sec second seconds",
    "60, m mm mi min minute minutes",
    "3600, h hh ho hou hour hours",
    "86400, d dd da day days",
    "604800, w ww we wee week weeks",
    "2629800, mo mon month months",
    "31557600, y yy ye yea year years"
  })
  void unitsHaveAllTheirShortForms(long seconds, String names) {
    for (String name : names.split(" ")) {
      assertThat(TimeSpan.parse("2" + name)).as(name).contains(new TimeSpan(2 * seconds));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "q",
        "10q",
        "m",
        "m10",
        "10m-",
        "1d12q",
        "--1",
        "+1",
        "1.",
        "1..5",
        "1/0",
        "0/0",
        "1+",
        "*2",
        "(1",
        "1)",
        "()",
        "(1)2",
        "2(1)",
        "2**3",
        "7//2",
        "7%2",
        "1h,30m",
        "0x10",
        "١m",
        "1e3",
        "10 m inutes",
        "permanently",
        "1d;reboot",
        "1000000000000",
        "9999999999999999999999s"
      })
  void whatIsNoSpanIsRefused(String text) {
    assertThat(TimeSpan.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"permanent", "PERMANENT", " permanent ", "-1", "-600", "-1h", "1m-2m", "- 1"})
  void negativeNumbersAndTheWordArePermanent(String text) {
    assertThat(TimeSpan.parse(text)).contains(TimeSpan.PERMANENT);
  }

  @Test
  void hugeSpansEndWhenForeverEnds() {
    TimeSpan huge = TimeSpan.parse("999999999999y 999999999999y").orElseThrow();

    assertThat(huge.permanent()).isFalse();
    assertThat(huge.after(NOW)).isEqualTo(TimeSpan.FOREVER);
  }

  @Test
  void hostileLengthsAreRefusedOrBounded() {
    assertThat(TimeSpan.parse("9".repeat(1_000_000))).isEmpty();
    assertThat(TimeSpan.parse("(".repeat(1_000_000))).isEmpty();
    assertThat(TimeSpan.parse("-".repeat(1_000_000))).isEmpty();
    assertThat(TimeSpan.parse("1" + "*999999999999y".repeat(10_000)).orElseThrow().seconds())
        .isPositive();
    assertThat(TimeSpan.parse("x".repeat(1_000_000))).isEmpty();
    assertThat(TimeSpan.parse("1".repeat(12) + " ".repeat(100_000) + "q")).isEmpty();
    assertThat(TimeSpan.parse("999999999999y".repeat(10_000)).orElseThrow().seconds()).isPositive();
  }

  @Test
  void endsAreCountedFromTheBeginning() {
    assertThat(new TimeSpan(600).after(NOW)).isEqualTo(NOW.plusSeconds(600));
    assertThat(new TimeSpan(0).after(NOW)).isEqualTo(NOW);
    assertThat(TimeSpan.PERMANENT.after(NOW)).isEqualTo(TimeSpan.FOREVER);
    assertThat(new TimeSpan(1).after(TimeSpan.FOREVER)).isEqualTo(TimeSpan.FOREVER);
  }

  @Test
  void durationsAreThoseOfTheSeconds() {
    assertThat(new TimeSpan(90).duration()).isEqualTo(Duration.ofSeconds(90));
    assertThat(TimeSpan.PERMANENT.duration()).isGreaterThan(Duration.ofDays(1L << 40));
  }

  @Test
  void lessThanNothingIsRefused() {
    assertThatThrownBy(() -> new TimeSpan(-2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-2");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "59, 59s",
    "600, 10m",
    "129600, 1d12h",
    "694861, 1w1d1h1m1s",
    "-1, permanent"
  })
  void spansAreWrittenInLargestUnitsFirst(long seconds, String text) {
    assertThat(new TimeSpan(seconds)).hasToString(text);
  }

  @Test
  void whatIsWrittenReadsBack() {
    Random random = new Random(7);
    for (int trial = 0; trial < 20_000; trial++) {
      TimeSpan span = new TimeSpan(random.nextLong(1L << random.nextInt(1, 40)));
      assertThat(TimeSpan.parse(span.toString())).contains(span);
    }
  }
}
