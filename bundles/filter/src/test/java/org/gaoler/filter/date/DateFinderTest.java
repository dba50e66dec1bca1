package org.gaoler.filter.date;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.StepBudget;
import org.gaoler.ini.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateFinderTest {

  private static final Instant NOW = Instant.parse("2026-11-20T21:45:00Z");

  private static DateFinder finder(String... patterns) throws Fault {
    List<Setting> settings =
        List.of(patterns).stream().map(p -> new Setting(p, "x.conf", 3)).toList();
    return new DateFinder(DatePatterns.templates(settings), ZoneId.of("Europe/Berlin"));
  }

  private static Optional<FoundDate> find(DateFinder finder, String line, Instant now) {
    return finder.find(line, new StepBudget(1_000_000), now);
  }

  private static Optional<Instant> date(DateFinder finder, String line, Instant now) {
    return find(finder, line, now).flatMap(FoundDate::when);
  }

  private static String rest(DateFinder finder, String line) {
    FoundDate found = find(finder, line, NOW).orElseThrow();
    return line.substring(0, found.start()) + line.substring(found.end());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "Nov 20 21:42:31 host~2026-11-20T20:42:31Z",
        "Nov  5 21:42:31 host~2026-11-05T20:42:31Z",
        "Fri Nov 20 21:42:31 2026 host~2026-11-20T20:42:31Z",
        "Jul 20 21:42:31 host~2026-07-20T19:42:31Z",
        "2026-11-20T21:42:31.123456+01:00 host~2026-11-20T20:42:31Z",
        "2026-11-20T21:42:31.123456Z host~2026-11-20T21:42:31Z",
        "2026-11-20T21:42:31-0530 host~2026-11-21T03:12:31Z",
        "2026-11-20 21:42:31,123 x~2026-11-20T20:42:31Z",
        "2026/11/20 21:42:31 [error]~2026-11-20T20:42:31Z",
        "[20/Nov/2026:21:42:31 +0000] GET~2026-11-20T21:42:31Z",
        "[Fri Nov 20 21:42:31.123456 2026] [error]~2026-11-20T20:42:31Z",
        "1795210951 x~2026-11-20T21:42:31Z",
        "[1795210951.123] x~2026-11-20T21:42:31.123Z",
        "type=X msg=audit(1795210951.123:12): x~2026-11-20T21:42:31.123Z",
        "20/11/2026 21:42:31 x~2026-11-20T20:42:31Z",
        "11-20-2026 21:42:31 x~2026-11-20T20:42:31Z",
        "261120 21:42:31 x~2026-11-20T20:42:31Z",
        "20261120T214231 x~2026-11-20T20:42:31Z",
        "<11/20/26@21:42:31> x~2026-11-20T20:42:31Z",
        "Nov 20, 2026 9:42:31 PM x~2026-11-20T20:42:31Z",
        "Nov-20-26 21:42:31 x~2026-11-20T20:42:31Z",
        "CET Nov 20 21:42:31 x~2026-11-20T20:42:31Z",
        "@400000006b5f7a8716a0d7cc x~2027-01-31T18:16:39Z",
        "20:42:31 x~2026-11-20T19:42:31Z",
        "23:42:31 x~2026-11-19T22:42:31Z"
      })
  void defaultTemplatesReadTheForm(String line, Instant expected) throws Fault {
    assertThat(date(finder(), line, NOW)).contains(expected);
  }

  @Test
  void dateWithoutYearIsOfLastYearIfItWouldLieAhead() throws Fault {
    Instant newYear = Instant.parse("2027-01-01T00:00:10Z");
    assertThat(date(finder(), "Dec 31 23:59:50 x", newYear))
        .contains(Instant.parse("2026-12-31T22:59:50Z"));
    assertThat(date(finder(), "Jan  1 01:00:20 x", newYear))
        .contains(Instant.parse("2027-01-01T00:00:20Z"));
  }

  @Test
  void leapDayIsReadInTheYearThatHasIt() throws Fault {
    assertThat(date(finder(), "Feb 29 12:00:00 x", Instant.parse("2028-03-01T00:00:00Z")))
        .contains(Instant.parse("2028-02-29T11:00:00Z"));
    assertThat(date(finder(), "Feb 29 12:00:00 x", Instant.parse("2029-01-05T00:00:00Z")))
        .contains(Instant.parse("2028-02-29T11:00:00Z"));
    assertThat(date(finder(), "Feb 29 12:00:00 x", NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Feb 30 12:00:00 x",
        "2026-02-29 12:00:00 x",
        "2026-04-31 12:00:00 x",
        "2026-11-20 12:00:60 x",
        "Nov 20 29:00:00 x",
        "ABC Nov 20 12:00:00 x",
        "@4fffffffffffffff00000000 x"
      })
  void impossibleDateIsCutButTellsNoTime(String line) throws Fault {
    FoundDate found = find(finder(), line, NOW).orElseThrow();
    assertThat(found.when()).isEmpty();
    assertThat(line.substring(found.end())).isEqualTo(" x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "no date",
        "12:30 x",
        "a2026-11-20 21:42:31 x",
        "2026-11/20 21:42:31",
        "1795210951123 x",
        "x 1795210951 y",
        "x 21:42:31 y"
      })
  void whatOnlyLooksLikeADateIsNone(String line) throws Fault {
    assertThat(find(finder(), line, NOW)).isEmpty();
  }

  @Test
  void monthComesSecondIfDayAndMonthCouldBeEither() throws Fault {
    assertThat(date(finder(), "01/02/2026 12:00:00 x", NOW))
        .contains(Instant.parse("2026-02-01T11:00:00Z"));
    assertThat(date(finder(), "01/02/2026:12:00:00 x", NOW))
        .contains(Instant.parse("2026-01-02T11:00:00Z"));
    assertThat(date(finder(), "01/13/2026:12:00:00 x", NOW))
        .contains(Instant.parse("2026-01-13T11:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1:", "12:34:56 ", "x12:34:56x", "2026-11-20 21:45:6", "٣:", " "})
  void hostileLineCostsAPartOfItsBudgetOnly(String unit) throws Fault {
    String line = "Z" + unit.repeat(60_000 / unit.length());
    StepBudget budget = new StepBudget(Span.STEPS + 1_000);
    assertThat(finder().find(line, budget, NOW)).isEmpty();
    assertThat(budget.spent()).isFalse();
  }

  @Test
  void lineWithoutStepsLeftHasNoDate() throws Fault {
    List<DateTemplate> own = DatesForTests.templates("%b %d %H:%M:%S");
    DateFinder finder = new DateFinder(own, ZoneId.of("UTC"));
    assertThat(finder.find("Nov 20 21:42:31 x", new StepBudget(5), NOW)).isEmpty();
    assertThat(own.get(0).overruns()).isEqualTo(1);
    assertThat(own.get(0).trouble().orElseThrow()).contains("x.conf line 3", "on 1 lines");
  }

  @Test
  void dateIsCutFromTheLine() throws Fault {
    assertThat(rest(finder(), "Nov 20 21:42:31 host x")).isEqualTo(" host x");
    assertThat(rest(finder(), "[Fri Nov 20 21:42:31 2026] [error]")).isEqualTo("[] [error]");
  }

  @Test
  void dateInTheMessageLosesToTheOneAtTheStart() throws Fault {
    DateFinder finder = finder();
    assertThat(rest(finder, "Nov 20 21:42:31 host at 2020-01-01 00:00:00 x"))
        .isEqualTo(" host at 2020-01-01 00:00:00 x");
    assertThat(date(finder, "Nov 20 21:42:32 host at 2020-01-01 00:00:00 x", NOW))
        .contains(Instant.parse("2026-11-20T20:42:32Z"));
  }

  @Test
  void lineBeginPatternsPassOverLaterDates() throws Fault {
    DateFinder finder = finder("{^LN-BEG}");
    assertThat(date(finder, "host1 sshd: 2026-11-20 21:42:31", NOW)).isEmpty();
    assertThat(rest(finder, "[2026-11-20 21:42:31] x")).isEqualTo("[] x");
  }

  @Test
  void changeOfFormIsFollowed() throws Fault {
    DateFinder finder = finder("{^LN-BEG}");
    assertThat(date(finder, "Nov 20 21:42:31 a", NOW)).isPresent();
    assertThat(date(finder, "2026-11-20T21:42:31+01:00 a", NOW))
        .contains(Instant.parse("2026-11-20T20:42:31Z"));
    assertThat(date(finder, "Nov 20 21:42:33 a", NOW))
        .contains(Instant.parse("2026-11-20T20:42:33Z"));
  }

  @Test
  void ownPatternCutsItsGroupOnly() throws Fault {
    DateFinder finder = finder("^[^\\[]*\\[({DATE})");
    assertThat(rest(finder, "x [2026-11-20 21:42:31] y")).isEqualTo("x [] y");
  }

  @Test
  void ownTokensAreRead() throws Fault {
    assertThat(date(finder("%d.%m.%Y um %H:%M"), "x 20.11.2026 um 21:42 y", NOW))
        .contains(Instant.parse("2026-11-20T20:42:00Z"));
    assertThat(date(finder("^%Y %j %H:%M:%S"), "2026 324 21:42:31", NOW))
        .contains(Instant.parse("2026-11-20T20:42:31Z"));
    assertThat(date(finder("LEPOCH"), "1795210951123 x", NOW))
        .contains(Instant.parse("2026-11-20T21:42:31.123Z"));
    assertThat(date(finder("^t={EPOCH} "), "t=1795210951 x", NOW))
        .contains(Instant.parse("2026-11-20T21:42:31Z"));
  }

  @Test
  void whatWasLearnedCanBeTakenOver() throws Fault {
    DateFinder finder = finder("{^LN-BEG}");
    date(finder, "Nov 20 21:42:31 a", NOW);
    DateFinder next = finder("{^LN-BEG}");
    next.prefer(finder.learned());
    assertThat(next.learned()).isEqualTo(finder.learned()).isNotEmpty();
    next.prefer("a template of another version");
    assertThat(date(next, "Nov 20 21:42:31 a", NOW)).isPresent();
  }

  @Test
  void wrongPatternIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> finder("(%Y"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("datepattern at x.conf line 3");
  }
}
