package org.gaoler.core.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.BanStore.Marked;
import org.gaoler.api.Offender;
import org.junit.jupiter.api.Test;

class CountingBudgetTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final Rule YEAR = new Rule(3, Duration.ofDays(365));
  private static final int BYTES = 1 << 20;

  private final CountingBudget budget = new CountingBudget(BYTES);
  private final Windows sshd = new Windows("sshd", budget);
  private final Windows doord = new Windows("doord", budget);
  private final List<Entry> effects = new ArrayList<>();

  private static Offender ipv4(int number) {
    return Offender.parse("198.18." + number / 256 + "." + number % 256);
  }

  private static Offender ipv6(int number) {
    return Offender.parse("2001:db8::" + Integer.toHexString(number));
  }

  private Windows.Tally count(Windows jail, Offender offender, long second) {
    Mark mark = new Mark(START.plusSeconds(second), 1, "line " + second);
    return jail.count(offender, mark, YEAR, true, effects);
  }

  private int marks(Windows jail, Offender offender) {
    return jail.marks(offender, START, YEAR.findTime()).marks().size();
  }

  @Test
  void thoseIdleForLongestAreForgottenFirstAndCounted() {
    for (int i = 0; i < 60_000; i++) {
      count(sshd, ipv4(i), i);
    }
    int kept = sshd.size();

    assertThat(kept).isGreaterThan(20_000);
    assertThat(sshd.evicted()).isEqualTo(60_000 - kept);
    assertThat(marks(sshd, ipv4(60_000 - kept - 1))).isZero();
    assertThat(marks(sshd, ipv4(60_000 - kept))).isEqualTo(1);
    assertThat(budget.used()).isBetween(BYTES * 3L / 4, (long) BYTES);
  }

  @Test
  void whoeverFailsAgainIsNoLongerIdle() {
    count(sshd, ipv6(1), 0);
    int second = 1;
    while (sshd.evicted() == 0) {
      count(sshd, ipv4(second), second);
      if (second == 5000) {
        count(sshd, ipv6(1), second);
      }
      second++;
    }
    assertThat(marks(sshd, ipv6(1))).isEqualTo(2);
    assertThat(marks(sshd, ipv4(1))).isZero();
  }

  @Test
  void oneJailsFloodForgetsTheIdleOfAnother() {
    count(doord, ipv6(1), 0);
    for (int i = 0; i < 60_000; i++) {
      count(sshd, ipv4(i), i);
    }
    assertThat(doord.evicted()).isEqualTo(1);
    assertThat(doord.size()).isZero();
  }

  @Test
  void storeForgetsThoseWhoWereForgotten() {
    for (int i = 0; sshd.evicted() == 0; i++) {
      effects.clear();
      count(sshd, ipv6(i), i);
    }
    assertThat(effects).contains(new Marked("sshd", ipv6(0), List.of(), START.plusNanos(1000)));
  }

  @Test
  void newFailuresCountFromOneForSomebodyWhoWasForgotten() {
    count(sshd, ipv4(1), 0);
    count(sshd, ipv4(1), 1);
    for (int i = 0; sshd.evicted() == 0; i++) {
      count(sshd, ipv6(i), 2 + i);
    }
    assertThat(count(sshd, ipv4(1), 3).weight()).isEqualTo(1);
  }

  @Test
  void smallestBudgetStillHoldsTheOneWhoFails() {
    Windows narrow = new Windows("sshd", new CountingBudget(1));
    Stream.of(ipv4(1), ipv6(1), ipv4(2))
        .forEach(
            each -> {
              count(narrow, each, 0);
              count(narrow, each, 1);
              assertThat(narrow.size()).isEqualTo(1);
            });
    assertThat(count(narrow, ipv4(2), 2).reached()).isTrue();
    assertThat(narrow.evicted()).isEqualTo(2);
  }

  @Test
  void nothingIsHeldOnceAllAreForgotten() {
    for (int i = 0; i < 1000; i++) {
      count(sshd, ipv4(i), i);
      count(doord, ipv6(i), i);
      count(doord, ipv6(i), i);
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(sshd.forget(ipv4(i))).isTrue();
      assertThat(doord.forget(ipv6(i))).isTrue();
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void linesOverwrittenByLaterOnesAreAskedOfTheStore() {
    count(sshd, ipv4(0), 0);
    for (int i = 0; i < 20_000; i++) {
      count(doord, ipv4(i % 100), i);
    }
    Evidence evidence = sshd.marks(ipv4(0), START, YEAR.findTime());

    assertThat(evidence.whole()).isFalse();
    assertThat(evidence.marks()).containsExactly(new Mark(START, 1, ""));
    assertThat(doord.marks(ipv4(99), START, YEAR.findTime()).whole()).isTrue();
  }
}
