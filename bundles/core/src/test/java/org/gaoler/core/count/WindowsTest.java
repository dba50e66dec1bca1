package org.gaoler.core.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.Offender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Offender CARL = Offender.parse("192.0.2.1");

  private final Windows windows = new Windows(new CountingBudget(1 << 20));

  private static Mark at(long seconds) {
    return new Mark(START.plusSeconds(seconds), 1, "line " + seconds);
  }

  private Windows.Tally count(Mark mark) {
    return windows.count(CARL, mark, 3, TEN_MINUTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "carl@example.com"})
  void limitIsReachedByTheThirdFailureAndCountedFromZeroAgain(String text) {
    Offender offender = Offender.parse(text);

    assertThat(windows.count(offender, at(0), 3, TEN_MINUTES).reached()).isFalse();
    assertThat(windows.count(offender, at(1), 3, TEN_MINUTES).reached()).isFalse();
    Windows.Tally third = windows.count(offender, at(2), 3, TEN_MINUTES);

    assertThat(third.reached()).isTrue();
    assertThat(third.marks()).containsExactly(at(0), at(1), at(2));
    assertThat(windows.size()).isZero();
  }

  @Test
  void failureExactlyAsOldAsTheFindTimeStillCounts() {
    count(at(0));
    count(at(300));
    assertThat(count(at(600)).reached()).isTrue();
  }

  @Test
  void failureOneSecondOlderCountsNoMore() {
    count(at(0));
    count(at(300));
    Windows.Tally third = count(at(601));

    assertThat(third.reached()).isFalse();
    assertThat(third.marks()).containsExactly(at(300), at(601));
  }

  @Test
  void linesOutOfOrderAreCountedByTheirOwnTimes() {
    count(at(600));
    count(at(10));
    assertThat(count(at(300)).marks()).containsExactly(at(10), at(300), at(600));
  }

  @Test
  void lineThatCameTooLateDoesNotCount() {
    count(at(1000));
    assertThat(count(at(10)).marks()).containsExactly(at(1000));
  }

  @Test
  void weightsAreAddedUp() {
    count(at(0));
    Windows.Tally heavy = windows.count(CARL, new Mark(START, 2, ""), 3, TEN_MINUTES);

    assertThat(heavy.weight()).isEqualTo(3);
    assertThat(heavy.reached()).isTrue();
  }

  @Test
  void limitOfOneIsReachedAtOnce() {
    assertThat(windows.count(CARL, at(0), 1, TEN_MINUTES).reached()).isTrue();
  }

  @Test
  void endlessFindTimeForgetsNothing() {
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
    windows.count(CARL, new Mark(Instant.EPOCH, 1, ""), 2, endless);
    assertThat(windows.count(CARL, at(0), 2, endless).reached()).isTrue();
  }

  @Test
  void slidingWindowIsExact() {
    Random random = new Random(7);
    Deque<Long> model = new ArrayDeque<>();
    long now = 0;
    for (int i = 0; i < 5000; i++) {
      now += random.nextInt(400);
      model.add(now);
      while (model.peek() < now - 600) {
        model.remove();
      }
      boolean expected = model.size() >= 3;
      assertThat(count(at(now)).reached()).as("failure %d at %d s", i, now).isEqualTo(expected);
      if (expected) {
        model.clear();
      }
    }
  }

  @Test
  void whoeverWasUnseenForLongestIsForgottenWhenTheBudgetIsSpent() {
    Windows small = new Windows(new CountingBudget(CountingBudget.size(CARL, at(0)) * 3));
    List<Offender> offenders = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      offenders.add(Offender.parse("192.0.2." + i));
      small.count(offenders.get(i - 1), at(0), 3, TEN_MINUTES);
    }
    small.count(offenders.get(0), at(0), 3, TEN_MINUTES);

    assertThat(small.evicted()).isEqualTo(1);
    assertThat(small.marks(offenders.get(0), START, TEN_MINUTES)).hasSize(2);
    assertThat(small.marks(offenders.get(1), START, TEN_MINUTES)).isEmpty();
    assertThat(small.marks(offenders.get(2), START, TEN_MINUTES)).hasSize(1);
  }

  @Test
  void memoryOfManyOffendersIsBounded() {
    Windows small = new Windows(new CountingBudget(100_000));
    for (int i = 0; i < 10_000; i++) {
      small.count(Offender.parse("2001:db8::" + Integer.toHexString(i)), at(i), 3, TEN_MINUTES);
    }
    assertThat(small.size()).isBetween(100, 420);
    assertThat(small.evicted()).isEqualTo(10_000 - small.size());
  }

  @Test
  void budgetIsGivenBackWhenFailuresGrowOld() {
    CountingBudget budget = new CountingBudget(CountingBudget.size(CARL, at(0)) * 2);
    Windows small = new Windows(budget);
    for (int i = 0; i < 100; i++) {
      small.count(CARL, at(i * 1000L), 3, TEN_MINUTES);
    }
    assertThat(budget.overdrawn()).isFalse();
  }

  @Test
  void countsGoOnAfterARestore() {
    windows.restore(CARL, List.of(at(100), at(50)));

    assertThat(count(at(120)).marks()).containsExactly(at(50), at(100), at(120));
  }

  @Test
  void restoreOfNothingForgets() {
    count(at(0));
    windows.restore(CARL, List.of());

    assertThat(windows.size()).isZero();
    assertThat(windows.forget(CARL)).isFalse();
  }

  @Test
  void onlyMarksThatCountNowAreTold() {
    count(at(0));
    assertThat(windows.marks(CARL, START.plusSeconds(600), TEN_MINUTES)).hasSize(1);
    assertThat(windows.marks(CARL, START.plusSeconds(601), TEN_MINUTES)).isEmpty();
  }
}
