package org.gaoler.core.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.BanStore.Marked;
import org.gaoler.api.BanStore.Window;
import org.gaoler.api.Offender;
import org.gaoler.api.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
  private static final Offender CARL = Offender.parse("192.0.2.1");

  private final Windows windows = new Windows("sshd", new CountingBudget(1 << 20));
  private final List<Entry> effects = new ArrayList<>();

  private static Mark at(long seconds) {
    return new Mark(START.plusSeconds(seconds), 1, "line " + seconds);
  }

  private Windows.Tally count(Mark mark) {
    return count(windows, CARL, mark);
  }

  private Windows.Tally count(Windows jail, Offender offender, Mark mark) {
    return jail.count(offender, mark, new Rule(3, TEN_MINUTES), true, effects);
  }

  /** What counts, whatever time it is. */
  private List<Mark> marks(Windows jail, Offender offender) {
    return jail.marks(offender, START, FOREVER).marks();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "carl@example.com"})
  void limitIsReachedByTheThirdFailureAndCountedFromZeroAgain(String text) {
    Offender offender = Offender.parse(text);

    assertThat(count(windows, offender, at(0)).reached()).isFalse();
    assertThat(count(windows, offender, at(1)).reached()).isFalse();
    Windows.Tally third = count(windows, offender, at(2));

    assertThat(third.reached()).isTrue();
    assertThat(third.evidence()).isEqualTo(new Evidence(List.of(at(0), at(1), at(2)), true));
    assertThat(windows.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "carl@example.com"})
  void whatIsCountedOnceMoreReplacesWhatTheStoreHolds(String text) {
    CountingBudget budget = new CountingBudget(1 << 20);
    Windows jail = new Windows("sshd", budget);
    Offender offender = Offender.parse(text);
    budget.startAnew();
    count(jail, offender, at(0));
    count(jail, offender, at(1));

    assertThat(effects).hasSize(3).first().isEqualTo(new Window("sshd", offender, List.of()));
    assertThat(effects.subList(1, 3)).allMatch(entry -> entry instanceof Marked);
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
    assertThat(marks(windows, CARL)).containsExactly(at(300), at(601));
  }

  @Test
  void linesOutOfOrderAreCountedByTheirOwnTimes() {
    count(at(600));
    count(at(10));
    assertThat(count(at(300)).evidence().marks()).containsExactly(at(10), at(300), at(600));
  }

  @Test
  void lineThatCameTooLateDoesNotCount() {
    count(at(1000));
    effects.clear();

    assertThat(count(at(10)).weight()).isEqualTo(1);
    assertThat(marks(windows, CARL)).containsExactly(at(1000));
    assertThat(effects).containsExactly(forgottenSince(CARL, 400));
  }

  @Test
  void weightsAreAddedUp() {
    count(at(0));
    Windows.Tally heavy = count(new Mark(START, 2, ""));

    assertThat(heavy.weight()).isEqualTo(3);
    assertThat(heavy.reached()).isTrue();
  }

  @Test
  void limitOfOneIsReachedAtOnce() {
    assertThat(windows.count(CARL, at(0), new Rule(1, TEN_MINUTES), true, effects).reached())
        .isTrue();
  }

  @Test
  void endlessFindTimeForgetsNothing() {
    Rule endless = new Rule(2, FOREVER);
    windows.count(CARL, new Mark(Instant.EPOCH, 1, ""), endless, true, effects);
    assertThat(windows.count(CARL, at(0), endless, true, effects).reached()).isTrue();
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
  void countsGoOnAfterARestore() {
    windows.restore(CARL, List.of(at(100), at(50)), effects);

    assertThat(count(at(120)).evidence().marks()).containsExactly(at(50), at(100), at(120));
  }

  @Test
  void onlyMarksThatCountNowAreTold() {
    count(at(0));
    assertThat(windows.marks(CARL, START.plusSeconds(600), TEN_MINUTES).marks()).hasSize(1);
    assertThat(windows.marks(CARL, START.plusSeconds(601), TEN_MINUTES).marks()).isEmpty();
  }

  @Test
  void storeIsToldOfEachNewFailureAlone() {
    count(at(0));
    count(at(300));
    assertThat(effects)
        .containsExactly(
            new Marked("sshd", CARL, List.of(at(0)), Instant.MIN),
            new Marked("sshd", CARL, List.of(at(300)), Instant.MIN));
  }

  @Test
  void storeIsToldToForgetWhatGrewTooOld() {
    count(at(0));
    effects.clear();
    count(at(700));

    assertThat(effects)
        .containsExactly(new Marked("sshd", CARL, List.of(at(700)), START.plusSeconds(100)));
  }

  private static Entry forgottenSince(Offender offender, long seconds) {
    return new Marked("sshd", offender, List.of(), START.plusSeconds(seconds));
  }

  @Test
  void restoredFailuresGoOnWithoutTheirLines() {
    windows.restore(CARL, List.of(new Mark(START, 1, "")), effects);
    count(at(1));
    Evidence evidence = count(at(2)).evidence();

    assertThat(evidence.whole()).isFalse();
    assertThat(evidence.with(List.of(at(0), at(1)))).containsExactly(at(0), at(1), at(2));
  }

  @Test
  void windowsOfAnyLengthAndWeightAreKept() {
    Rule many = new Rule(100_000, FOREVER);
    for (int i = 0; i < 300; i++) {
      windows.count(CARL, new Mark(START.plusNanos(i * 1000L), i + 1, "" + i), many, true, effects);
    }
    assertThat(marks(windows, CARL))
        .hasSize(300)
        .element(299)
        .isEqualTo(new Mark(START.plusNanos(299_000), 300, "299"));
  }

  @Test
  void offendersOfEveryKindAreToldApart() {
    List<String> texts =
        List.of(
            "192.0.2.1",
            "192.0.2.0/31",
            "192.0.2.0/24",
            "2001:db8::1",
            "2001:db8::/64",
            "2001:db8::/65",
            "::c000:201",
            "a",
            "ab",
            "abc",
            "ab" + (char) 0,
            "z".repeat(5000));
    texts.forEach(text -> count(windows, new Token(text), at(0)));
    texts.forEach(text -> count(windows, Offender.parse(text), at(1)));
    Set<Object> seen = new HashSet<>();
    effects.forEach(entry -> seen.add(((Marked) entry).offender()));

    assertThat(seen).hasSize(windows.size()).hasSize(texts.size() + 7);
  }

  @Test
  void sameOffenderIsCountedInEachJailByItself() {
    CountingBudget budget = new CountingBudget(1 << 20);
    Windows sshd = new Windows("sshd", budget);
    Windows doord = new Windows("doord", budget);
    count(sshd, CARL, at(0));
    count(doord, CARL, at(0));
    count(sshd, CARL, at(1));

    assertThat(marks(sshd, CARL)).hasSize(2);
    assertThat(marks(doord, CARL)).hasSize(1);
    assertThat(count(sshd, CARL, at(2)).reached()).isTrue();
    assertThat(doord.size()).isEqualTo(1);
  }

  @Test
  void equalsAMapOfListsWhateverHappens() {
    Random random = new Random(11);
    Map<Offender, List<Mark>> model = new HashMap<>();
    Windows windows = new Windows("sshd", new CountingBudget(1 << 22));
    for (int i = 0; i < 20_000; i++) {
      Offender offender = random(random);
      if (random.nextInt(10) == 0) {
        assertThat(windows.forget(offender)).isEqualTo(model.remove(offender) != null);
      } else {
        Mark mark = at(random.nextInt(3));
        model.computeIfAbsent(offender, unseen -> new ArrayList<>()).add(mark);
        if (count(windows, offender, mark).reached()) {
          assertThat(model.remove(offender)).hasSize(3);
        }
      }
    }
    assertThat(windows.size()).isEqualTo(model.size());
    model.forEach(
        (offender, list) ->
            assertThat(marks(windows, offender)).containsExactlyInAnyOrderElementsOf(list));
  }

  private static Offender random(Random random) {
    String number = Integer.toHexString(random.nextInt(700));
    return switch (random.nextInt(3)) {
      case 0 -> Offender.parse("192.0." + random.nextInt(3) + "." + random.nextInt(256));
      case 1 -> Offender.parse("2001:db8::" + number);
      default -> new Token("carl" + number.repeat(1 + random.nextInt(3)));
    };
  }

  @Test
  void outdatedOffendersAreForgottenAsOthersFail() {
    for (int i = 1; i <= 100; i++) {
      count(windows, Offender.parse("2001:db8::" + i), at(i));
    }
    effects.clear();
    for (int i = 0; i < 50; i++) {
      count(windows, CARL, new Mark(START.plusSeconds(800 + 1000L * i), 1, ""));
    }
    assertThat(windows.size()).isEqualTo(1);
    assertThat(windows.evicted()).isZero();
    assertThat(effects)
        .contains(
            new Marked(
                "sshd",
                Offender.parse("2001:db8::7"),
                List.of(),
                START.plusSeconds(7).plusNanos(1000)));
  }

  @Test
  void nobodyIsForgottenWhileAnOldLogIsReadBesides() {
    windows.count(CARL, at(0), new Rule(3, TEN_MINUTES), false, effects);
    for (int i = 0; i < 10; i++) {
      count(windows, Offender.parse("192.0.2.7"), at(100_000 + 1000 * i));
    }
    assertThat(marks(windows, CARL)).containsExactly(at(0));
  }

  @Test
  void tidyingForgetsWhoeverIsTooOldAndNobodyElse() {
    for (int i = 1; i <= 10; i++) {
      count(windows, Offender.parse("192.0.2." + i), at(i));
      count(windows, Offender.parse("2001:db8::" + i), at(i));
    }
    effects.clear();
    windows.tidy(START.plusSeconds(6), 7, effects);
    assertThat(windows.size()).isEqualTo(13);
    windows.tidy(START.plusSeconds(6), 7, effects);

    assertThat(windows.size()).isEqualTo(10);
    assertThat(effects).hasSize(10);
    assertThat(marks(windows, Offender.parse("192.0.2.6"))).hasSize(1);
    windows.tidy(START.plusSeconds(1000), 100, effects);
    assertThat(windows.size()).isZero();
    assertThat(windows.evicted()).isZero();
  }
}
