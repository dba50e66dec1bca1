package org.gaoler.filter.date;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gaoler.filter.date.DatesForTests.cut;
import static org.gaoler.filter.date.DatesForTests.find;
import static org.gaoler.filter.date.DatesForTests.finder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gaoler.api.Fault;
import org.junit.jupiter.api.Test;

/** Which template wins depends on the lines before. */
class DateOrderTest {

  private static final Instant NOW = Instant.parse("2026-11-20T21:45:00Z");
  private static final String ISO_NAME =
      "ExYear(?P<_sep>[-/.])Month(?P=_sep)Day(?:T|  ?)24hour:Minute:Second(?:[.,]Microseconds)?"
          + "(?:\\s*Zone offset)?";
  private static final String SYSLOG_NAME =
      "(?:DAY )?MON Day %k:Minute:Second(?:\\.Microseconds)?(?: ExYear)?";

  private static String winner(DateFinder finder, String line, Instant now) {
    return find(finder, line, now).map(d -> d.template().name()).orElse("none");
  }

  private static List<String> order(DateFinder finder) {
    return finder.templates().stream().map(DateTemplate::name).toList();
  }

  @Test
  void anchoredTemplateWinsOverOneInTheMessage() throws Fault {
    DateFinder finder = finder("UTC");
    assertThat(winner(finder, "Nov 20 21:42:31 h 2026-01-01 00:00:00 x", NOW))
        .isEqualTo("{^LN-BEG}" + SYSLOG_NAME);
    assertThat(winner(finder, "h 2026-01-01 00:00:00 Nov 20 21:42:31 x", NOW)).isEqualTo(ISO_NAME);
  }

  @Test
  void dateFurtherInThanTheLastOnesIsOnlyAReserve() throws Fault {
    DateFinder finder = finder("UTC");
    cut(finder, "a Nov 20 21:42:31 x", NOW);
    cut(finder, "a Nov 20 21:42:32 x", NOW);
    assertThat(cut(finder, "a 20/11/2026 21:42:33 at 2026-01-01 00:00:00", NOW))
        .isEqualTo("20/11/2026 21:42:33");
    assertThat(cut(finder, "abc 2026-01-01 00:00:00 or 20/11/2026 21:42:34", NOW))
        .isEqualTo("2026-01-01 00:00:00");
  }

  @Test
  void lastTemplateIsTriedWhereItsDateStood() throws Fault {
    DateFinder finder = finder("UTC");
    cut(finder, "host [20/Nov/2026:21:42:31 +0000] x", NOW);
    String name = finder.learned();
    assertThat(cut(finder, "hast [20/Nov/2026:21:42:32 +0000] 2026-01-01 00:00:00", NOW))
        .isEqualTo("20/Nov/2026:21:42:32 +0000");
    assertThat(finder.learned()).isEqualTo(name);
    assertThat(cut(finder, "longer host [20/Nov/2026:21:42:33 +0000] x", NOW))
        .isEqualTo("20/Nov/2026:21:42:33 +0000");
  }

  @Test
  void winnerRisesToTheFirstUnusedPlace() throws Fault {
    DateFinder finder = finder("UTC", "{^LN-BEG}");
    cut(finder, "Nov 20 21:42:31 x", NOW);
    assertThat(order(finder).get(0)).isEqualTo("{^LN-BEG}" + SYSLOG_NAME);
    assertThat(order(finder).get(1)).isEqualTo("{^LN-BEG}" + ISO_NAME);
    cut(finder, "21:42:31 x", NOW);
    assertThat(order(finder).get(1)).isEqualTo("{^LN-BEG}24hour:Minute:Second");
  }

  @Test
  void usedTemplateKeepsItsPlaceUntilItWasUnusedForFiveMinutes() throws Fault {
    DateFinder soon = settled();
    assertThat(winner(soon, "a 21:42:36 x", NOW.plusSeconds(299))).isEqualTo("24hour:Minute");
    assertThat(order(soon)).containsExactly("MON Day", "24hour:Minute");
    DateFinder later = settled();
    winner(later, "a 21:42:36 x", NOW.plusSeconds(301));
    assertThat(order(later)).containsExactly("24hour:Minute", "MON Day");
  }

  private static DateFinder settled() throws Fault {
    DateFinder finder = finder("UTC", "%b %d", "%H:%M");
    for (int i = 0; i < 5; i++) {
      winner(finder, "Nov 20 x", NOW);
    }
    return finder;
  }

  @Test
  void hitsAreCountedForEachTemplateInTheirOrder() throws Fault {
    DateFinder finder = finder("UTC", "{^LN-BEG}");
    for (String line : List.of("2026-11-20 21:42:31", "Nov 20 21:42:31", "Nov 20 21:42:32", "x")) {
      find(finder, line, NOW);
    }
    assertThat(finder.hits())
        .hasSize(17)
        .containsEntry("{^LN-BEG}" + SYSLOG_NAME, 2)
        .containsEntry("{^LN-BEG}" + ISO_NAME, 1)
        .containsEntry("{^LN-BEG}TAI64N", 0);
    assertThat(new ArrayList<>(finder.hits().keySet())).isEqualTo(order(finder));
  }

  @Test
  void whatWasLearnedIsTriedFirst() throws Fault {
    DateFinder finder = finder("UTC", "%d/%m/%Y", "%m/%d/%Y");
    finder.prefer("Month/Day/Year");
    assertThat(finder.learned()).isEqualTo("Month/Day/Year");
    finder.prefer("unknown");
    assertThat(finder.learned()).isEqualTo("Month/Day/Year");
  }
}
