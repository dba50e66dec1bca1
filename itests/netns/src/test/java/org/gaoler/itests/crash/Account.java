package org.gaoler.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what a store holds with what was written. */
final class Account {

  private final NumberedLines lines;

  Account(NumberedLines lines) {
    this.lines = lines;
  }

  /** Nothing counted twice, everything counted for the one who did it. */
  void assertSound(Stored stored) {
    Set<Long> seen = new HashSet<>();
    Set<Long> twice = new TreeSet<>();
    Set<Long> wrong = new TreeSet<>();
    stored
        .numbers()
        .forEach(
            each -> {
              if (!seen.add(each.getKey())) {
                twice.add(each.getKey());
              }
              if (!each.getValue().equals(lines.failed().get(each.getKey()))) {
                wrong.add(each.getKey());
              }
            });
    assertThat(twice.toString()).as("lines counted twice").isEqualTo("[]");
    assertThat(wrong.toString()).as("lines counted for another").isEqualTo("[]");
    assertThat(stored.banned().values())
        .allSatisfy(led -> assertThat(led).hasSize(NumberedLines.LIMIT));
  }

  /** What was committed before is there after, whatever was committed in between. */
  void assertNothingLost(Stored before, Stored after) {
    Set<Long> lost = numbers(before);
    lost.removeAll(numbers(after));
    assertThat(lost.toString()).as("lines that were counted before").isEqualTo("[]");
    assertThat(after.banned().keySet()).containsAll(before.banned().keySet());
  }

  /** Everything was counted but what was lost, and led to the bans that it should. */
  void assertComplete(Stored stored, Set<Long> lost) {
    Set<Long> missing = missing(stored);
    Set<Long> unexplained = new TreeSet<>(missing);
    unexplained.removeAll(lost);
    assertThat(unexplained.toString()).as("lines not counted").isEqualTo("[]");
    assertSame("bans in the store", stored.banned().keySet(), mustBeBanned(missing));
  }

  /** Two sets of addresses, of which only the differences are told. */
  static void assertSame(String what, Set<String> found, Set<String> wanted) {
    Set<String> unwanted = new TreeSet<>(found);
    unwanted.removeAll(wanted);
    Set<String> lacking = new TreeSet<>(wanted);
    lacking.removeAll(found);
    assertThat("unwanted " + unwanted + ", lacking " + lacking)
        .as(what)
        .isEqualTo("unwanted [], lacking []");
  }

  /** The failures that were written and not counted. */
  Set<Long> missing(Stored stored) {
    Set<Long> missing = new TreeSet<>(lines.failed().keySet());
    missing.removeAll(numbers(stored));
    return missing;
  }

  private Set<String> mustBeBanned(Set<Long> missing) {
    Map<String, Integer> counts = new TreeMap<>();
    lines
        .failed()
        .forEach(
            (number, who) -> counts.merge(who, missing.contains(number) ? 0 : 1, Integer::sum));
    counts.values().removeIf(count -> count < NumberedLines.LIMIT);
    return counts.keySet();
  }

  private static Set<Long> numbers(Stored stored) {
    Set<Long> numbers = new TreeSet<>();
    stored.numbers().forEach(each -> numbers.add(each.getKey()));
    return numbers;
  }
}
