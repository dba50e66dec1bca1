package org.gaoler.core.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.BanStore.Marked;
import org.gaoler.api.Offender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final Offender CARL = Offender.parse("192.0.2.1");

  private final Windows windows = new Windows("sshd", new CountingBudget(1 << 20));
  private final List<Entry> effects = new ArrayList<>();

  private int count(double second, int findTime, boolean live) {
    Rule rule = new Rule(1000, Duration.ofSeconds(findTime), Method.FAIL2BAN);
    Instant when = START.plusNanos((long) (second * 1e9));
    return windows.count(CARL, new Mark(when, 1, "at " + second), rule, live, effects).weight();
  }

  private static List<Double> numbers(String text) {
    return Arrays.stream(text.split(" ")).map(Double::valueOf).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "600, 0 300 500 700 900 1400 2100, 1 2 3 4 4 3 2",
    "600, 0 200 400 600 800 1000 1200, 1 2 3 4 4 4 4",
    "600, 0 599 600 601, 1 2 3 4",
    "600, 0 700, 1 2",
    "60, 0 50 100 150 200, 1 2 2 2 2",
    "60, 100 50 0, 1 2 3",
    "60, 0 700 701, 1 1 2",
    "600, 0 1200, 1 1",
    "600, 0 1 1600, 1 2 2",
    "10, 0 1 2 3 4 5 6 7 8 9 1000, 1 2 3 4 5 6 7 8 9 10 1"
  })
  void rateIsEstimatedAsByFail2ban(int findTime, String seconds, String counts) {
    List<Double> counted = new ArrayList<>();
    for (double second : numbers(seconds)) {
      counted.add((double) count(second, findTime, false));
    }
    assertThat(counted).isEqualTo(numbers(counts));
  }

  @ParameterizedTest
  @CsvSource({"1199, 2", "1200, 1", "1201, 1"})
  void halvesAreRoundedToEven(int second, int count) {
    count(0, 600, false);
    assertThat(count(second, 600, false)).as("0.5 is 0").isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({"599, 2", "600, 1", "700, 1"})
  void inOperationWhoeverWasQuietForTheFindTimeCountsFromZero(int second, int count) {
    count(0, 600, true);
    assertThat(count(second, 600, true)).isEqualTo(count);
  }

  @Test
  void estimateGoesOnAfterARestart() {
    for (double second : numbers("0 300 500 700 900")) {
      count(second, 600, false);
    }
    List<Mark> stored = new ArrayList<>();
    for (Entry entry : effects) {
      List<Mark> after = ((Marked) entry).after(stored);
      stored.clear();
      stored.addAll(after);
    }
    windows.forget(CARL);
    windows.restore(CARL, stored, effects);

    assertThat(count(1400, 600, false)).isEqualTo(3);
    assertThat(count(2100, 600, false)).isEqualTo(2);
  }

  @Test
  void estimateNeverKeepsMoreMarksThanItCounts() {
    for (int i = 0; i < 2000; i++) {
      int weight = count(i * 7.5, 600, false);
      int marks = windows.marks(CARL, START, Duration.ofDays(99)).marks().size();
      assertThat(marks).isLessThanOrEqualTo(weight);
    }
  }

  @Test
  void limitIsReachedByTheEstimate() {
    Rule rule = new Rule(4, Duration.ofMinutes(10), Method.FAIL2BAN);
    List<Boolean> reached = new ArrayList<>();
    for (int second : new int[] {0, 300, 500, 700}) {
      Mark mark = new Mark(START.plusSeconds(second), 1, "");
      reached.add(windows.count(CARL, mark, rule, true, effects).reached());
    }
    assertThat(reached).containsExactly(false, false, false, true);
  }

  @Test
  void exactCountOfTheSameFailuresIsLower() {
    Rule rule = new Rule(4, Duration.ofMinutes(10));
    List<Integer> counts = new ArrayList<>();
    for (int second : new int[] {0, 300, 500, 700}) {
      Mark mark = new Mark(START.plusSeconds(second), 1, "");
      counts.add(windows.count(CARL, mark, rule, true, effects).weight());
    }
    assertThat(counts).containsExactly(1, 2, 3, 3);
  }

  @Test
  void methodsAreKnownByTheirWords() {
    assertThat(Method.parse("exact")).contains(Method.EXACT);
    assertThat(Method.parse("Fail2Ban")).contains(Method.FAIL2BAN);
    assertThat(Method.parse("guess")).isEmpty();
  }
}
