package org.gaoler.filter.date;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.gaoler.api.Fault;
import org.gaoler.api.StepBudget;
import org.junit.jupiter.api.Test;

class DateMemoryTest {

  private static final Instant NOW = Instant.parse("2026-11-20T22:00:00.5Z");

  @Test
  void linesThatBeginAlikeGiveWhatAFinderFindsThatRemembersNothing() throws Fault {
    List<String> lines = new ArrayList<>();
    for (String date :
        List.of(
            "Nov 20 21:42:31",
            "Nov 20 21:42:31.25",
            "Nov 20 21:42:31 2025",
            "Nov 20 21:42:3",
            "2026-11-20T21:42:31.123456+01:00",
            "2026-11-20T21:42:31",
            "2026-11-20 21:42:31,5",
            "[2026-11-20 21:42:31]")) {
      for (String rest :
          List.of(" srv: a", " srv: b", "", ":5 x", "0 y", " 2024 z", "\u00e4", "+0200 q")) {
        lines.add(date + rest);
        lines.add(date + rest);
      }
    }
    DateFinder finder = finder();
    DateFinder forgetful = finder();
    int count = 0;
    for (String line : lines) {
      Instant another = NOW.plusSeconds(count++ % 2);
      assertThat(place(finder.find(line, budget(), NOW)))
          .as(line)
          .isEqualTo(place(forgetful.find(line, budget(), another)));
    }
  }

  @Test
  void digitsOfAFractionMakeNoDifference() throws Fault {
    List<String> forms =
        List.of(
            "Nov 20 21:42:31.%s srv: a",
            "Fri Nov 20 21:42:31.%s 2026] b",
            "[Fri Nov 20 21:42:31.%s 2026] c",
            "2026-11-20T21:42:31.%s+01:00 d",
            "2026-11-20 21:42:31,%s e",
            "2026.11.20 21:42:31.%s f",
            "20/Nov/2026:21:42:31.%s +0200 g",
            "20261120T214231.%s Z h",
            "21:42:31.%s i",
            "1795210951.%s j");
    Random random = new Random(3);
    DateFinder finder = finder();
    DateFinder forgetful = finder();
    int count = 0;
    for (String form : forms) {
      for (int i = 0; i < 300; i++) {
        String digits = Integer.toString(random.nextInt(1_000_000));
        String odd = random.nextInt(9) == 0 ? digits + "x2024" : digits;
        String line = String.format(form, random.nextInt(9) == 0 ? odd + digits : odd);
        Instant another = NOW.plusSeconds(count++ % 2);
        assertThat(place(finder.find(line, budget(), NOW)))
            .as(line)
            .isEqualTo(place(forgetful.find(line, budget(), another)));
      }
    }
  }

  @Test
  void otherFractionOfTheSameSecondIsNotSearched() throws Fault {
    DateFinder finder = finder();
    Optional<FoundDate> first = Optional.empty();
    for (int i = 0; i < 3; i++) {
      String line = "2026-11-20T21:42:31.12345" + i + "+01:00 srv: a";
      Optional<FoundDate> found = finder.find(line, budget(), NOW);
      if (i == 2) {
        assertThat(found.orElseThrow()).isSameAs(first.orElseThrow());
      }
      first = found;
    }
  }

  @Test
  void yearIsThatOfThePresent() throws Fault {
    DateFinder finder = finder();
    String line = "Nov 21 22:30:00 srv: a";
    for (int i = 0; i < 3; i++) {
      assertThat(finder.find(line, budget(), NOW).flatMap(FoundDate::when))
          .contains(Instant.parse("2025-11-21T22:30:00Z"));
    }
    Instant later = NOW.plusSeconds(3600);
    for (int i = 0; i < 3; i++) {
      assertThat(finder.find(line, budget(), later).flatMap(FoundDate::when))
          .contains(Instant.parse("2026-11-21T22:30:00Z"));
    }
  }

  @Test
  void rememberedDateCostsTheSame() throws Fault {
    DateFinder finder = finder();
    List<Long> left = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      StepBudget budget = budget();
      finder.find("Nov 20 21:42:31 srv: " + i, budget, NOW);
      left.add(budget.left());
    }
    assertThat(left.get(3)).isEqualTo(left.get(1)).isEqualTo(left.get(2));
  }

  private static Optional<String> place(Optional<FoundDate> found) {
    return found.map(date -> date.start() + "-" + date.end() + " " + date.when() + date.zoned());
  }

  private static StepBudget budget() {
    return new StepBudget(1_000_000);
  }

  private static DateFinder finder() throws Fault {
    return DatesForTests.finder("UTC", "{DEFAULT}");
  }
}
