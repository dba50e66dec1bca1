package org.gaoler.filter.date;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gaoler.filter.date.DatesForTests.finder;
import static org.gaoler.filter.date.DatesForTests.when;

import java.time.Instant;
import java.util.Locale;
import org.gaoler.api.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the parts of a date to the moment. */
class DateFieldsTest {

  private static final Instant NOW = Instant.parse("2026-11-20T21:45:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "%Y %j %H:%M~2026 324 21:42~2026-11-20T21:42:00Z",
        "%Y %j %H:%M~2027 366 21:42~2028-01-01T21:42:00Z",
        "%a %W %Y %H:%M~Fri 46 2026 21:42~2026-11-20T21:42:00Z",
        "%A %U %H:%M~Friday 46 21:42~2026-11-20T21:42:00Z",
        "%w %U %Y %H:%M~0 47 2026 10:00~2026-11-22T10:00:00Z",
        "%w %W %Y %H:%M~0 46 2026 10:00~2026-11-22T10:00:00Z",
        "%w %W %Y %H:%M~5 00 2027 10:00~2027-01-01T10:00:00Z",
        "%w %U %Y %H:%M~4 00 2027 10:00~2026-12-31T10:00:00Z",
        "%U %H:%M~46 21:42~2026-11-20T21:42:00Z",
        "%G-W%V-%u %H:%M~2026-W47-5 21:42~2026-11-20T21:42:00Z",
        "%B %d, %Y %l:%M %p~November 20, 2026 9:42 pm~2026-11-20T21:42:00Z",
        "%b %d %I:%M %p~Nov 20 12:42 AM~2026-11-20T00:42:00Z",
        "%b %d %I:%M %p~Nov 20 12:42 PM~2026-11-20T12:42:00Z",
        "%b %d %I:%M~Nov 20 12:42~2026-11-20T00:42:00Z",
        "%b %d %H:%M %p~Nov 20 09:42 PM~2026-11-20T09:42:00Z",
        "%c~Fri Nov 20 21:42:31 2026~2026-11-20T21:42:31Z",
        "%x %X~11/20/26 21:42:31~2026-11-20T21:42:31Z",
        "%y%m%d~261120 x~2026-11-20T00:00:00Z",
        "%Y %H:%M~2025 21:42 x~2025-11-20T21:42:00Z",
        "%H:%M %Exz~21:42 CET x~2026-11-20T20:42:00Z",
        "%H:%M %Exz~21:42 UTC+01:30 x~2026-11-20T20:12:00Z",
        "%H:%M %ExZ~21:42 K x~2026-11-20T11:42:00Z",
        "%d.%m.%Y %H:%M:%S.%f %z~20.11.2026 21:42:31.999 -1030 x~2026-11-21T08:12:31Z",
        "LEPOCH~1795210951 x~2026-11-20T21:42:31Z",
        "LEPOCH~1795210951123 x~2026-11-20T21:42:31.123Z",
        "LEPOCH~1795210951123.5 x~2026-11-20T21:42:31.123500Z",
        "LEPOCH~1795210951123456 x~2026-11-20T21:42:31.123456Z",
        "t={LEPOCH};~t=1795210951123; x~2026-11-20T21:42:31.123Z",
        "EPOCH~1795210951.123456 x~2026-11-20T21:42:31.123456Z"
      })
  void tokensAreRead(String pattern, String line, Instant expected) throws Fault {
    assertThat(when(finder("UTC", pattern), line, NOW)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, %b %d %H:%M:%S, Nov 21 21:44:59, 2026-11-21T21:44:59Z",
    "UTC, %b %d %H:%M:%S, Nov 21 21:45:01, 2025-11-21T21:45:01Z",
    "UTC, %H:%M:%S, 21:45:00, 2026-11-20T21:45:00Z",
    "UTC, %H:%M:%S, 21:45:01, 2026-11-19T21:45:01Z",
    "Pacific/Auckland, %H:%M:%S, 10:45:00, 2026-11-20T21:45:00Z",
    "Pacific/Auckland, %b %d %H:%M:%S, Nov 21 10:45:00, 2026-11-20T21:45:00Z"
  })
  void whatIsMissingIsTakenFromThePresent(String zone, String pattern, String line, Instant when)
      throws Fault {
    assertThat(when(finder(zone, pattern), line, NOW)).contains(when);
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, Dec 31 23:59:50, 2027-01-01T00:00:10Z, 2026-12-31T23:59:50Z",
    "UTC, Jan  1 00:00:05, 2027-01-01T00:00:10Z, 2027-01-01T00:00:05Z",
    "UTC, Jan  1 00:00:05, 2026-12-31T23:59:50Z, 2026-01-01T00:00:05Z",
    "America/New_York, Dec 31 19:00:05, 2027-01-01T00:00:10Z, 2027-01-01T00:00:05Z",
    "UTC, EST Dec 31 19:00:05, 2027-01-01T00:00:10Z, 2027-01-01T00:00:05Z",
    "UTC, +0200 Jan  1 01:59:55, 2026-12-31T23:59:58Z, 2026-12-31T23:59:55Z",
    "UTC, Feb 29 12:00:00, 2028-02-29T12:00:10Z, 2028-02-29T12:00:00Z",
    "UTC, Feb 29 12:00:00, 2029-01-02T00:00:00Z, 2028-02-29T12:00:00Z"
  })
  void newYearLosesNoLine(String zone, String line, Instant now, Instant expected) throws Fault {
    assertThat(when(finder(zone), line, now)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29 02:30:00, 2026-03-29T12:00:00Z, 2026-03-29T01:30:00Z",
    "2026-10-25 02:30:00, 2026-10-25T00:30:10Z, 2026-10-25T00:30:00Z",
    "2026-10-25 02:30:00, 2026-10-25T01:30:10Z, 2026-10-25T01:30:00Z",
    "2026-10-25 02:30:00, 2026-10-26T12:00:00Z, 2026-10-25T01:30:00Z",
    "2026-07-01 02:30:00, 2026-10-26T12:00:00Z, 2026-07-01T00:30:00Z"
  })
  void daylightSavingIsThatOfTheDate(String line, Instant now, Instant expected) throws Fault {
    assertThat(when(finder("Europe/Berlin"), line, now)).contains(expected);
  }

  @Test
  void yesterdayIsTheSameTimeOnTheDayBefore() throws Fault {
    Instant afterTheChange = Instant.parse("2026-10-25T12:00:00Z");
    assertThat(when(finder("Europe/Berlin", "%H:%M"), "23:30", afterTheChange))
        .contains(Instant.parse("2026-10-24T21:30:00Z"));
  }

  @Test
  void namesOfAnotherLanguageAreKnownBesideTheEnglish() {
    DateNames german = new DateNames(Locale.GERMANY);
    assertThat(german.month("okt", 0, 3)).isEqualTo(10);
    assertThat(german.month("Oct", 0, 3)).isEqualTo(10);
    assertThat(german.month("März", 0, 4)).isEqualTo(3);
    assertThat(german.month("xyz", 0, 3)).isZero();
    assertThat(german.day("Mo", 0, 2)).isZero();
    assertThat(german.day("Sunday", 0, 6)).isEqualTo(6);
    assertThat(german.day("xyz", 0, 3)).isNegative();
    assertThat(new DateNames(Locale.ENGLISH).shortMonths())
        .isEqualTo("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec");
  }
}
