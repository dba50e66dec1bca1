package org.gaoler.filter.date;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import org.gaoler.filter.expression.Expression.Capture;

/** Turns the parts of a date that a template found into a moment. */
final class DateFields {

  private static final int ABSENT = -1;

  private int year = ABSENT;
  private int month = ABSENT;
  private int day = ABSENT;
  private int dayOfYear = ABSENT;
  private int hour;
  private int minute;
  private int second;
  private int half = ABSENT;
  private int offset = Zones.UNKNOWN;

  private DateFields() {}

  /**
   * Reads the parts.
   *
   * @param match of the template's expression
   * @param template which template
   * @param line what was searched, without any budget
   * @param now the present
   * @param zone where times without a zone of their own are
   * @return the moment, or empty if there is no such date
   */
  static Optional<Instant> read(
      Matcher match, DateTemplate template, String line, Instant now, ZoneId zone) {
    DateFields fields = new DateFields();
    for (Capture capture : template.expression().captures()) {
      int start = match.start(capture.number());
      if (start >= 0 && capture.name().length() == 1) {
        fields.take(capture.name().charAt(0), line, start, match.end(capture.number()));
      }
    }
    try {
      return Optional.of(fields.moment(now, zone));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private void take(char token, String line, int start, int end) {
    switch (token) {
      case 'Y' -> year = number(line, start, end);
      case 'y' -> year = 2000 + number(line, start, end);
      case 'm' -> month = number(line, start, end);
      case 'b', 'B' -> month = month(line, start);
      case 'd' -> day = number(line, start, end);
      case 'j' -> dayOfYear = number(line, start, end);
      case 'H' -> hour = number(line, start, end);
      case 'I' -> hour = number(line, start, end) % 12 + (half == 12 ? 12 : 0);
      case 'p' -> afternoon(line.charAt(start) == 'p' || line.charAt(start) == 'P');
      case 'M' -> minute = number(line, start, end);
      case 'S' -> second = number(line, start, end);
      case 'z', 'Z' -> offset = Zones.offsetSeconds(line, start, end);
      default -> {
        // weekdays and fractions say nothing that counts
      }
    }
  }

  private void afternoon(boolean yes) {
    half = yes ? 12 : 0;
    hour = hour % 12 + half;
  }

  private static int number(String line, int start, int end) {
    int value = 0;
    for (int i = start; i < end; i++) {
      char c = line.charAt(i);
      value = c == ' ' ? value : value * 10 + Character.digit(c, 10);
    }
    return value;
  }

  private static int month(String line, int start) {
    for (int i = 0; i < 12; i++) {
      if (DateTokens.MONTHS.regionMatches(true, i * 4, line, start, 3)) {
        return i + 1;
      }
    }
    return ABSENT;
  }

  private Instant moment(Instant now, ZoneId zone) {
    LocalDateTime present = LocalDateTime.ofInstant(now, zone);
    if (month == ABSENT && day == ABSENT && dayOfYear == ABSENT) {
      Instant today = at(present.getYear(), present.getMonthValue(), present.getDayOfMonth(), zone);
      return year == ABSENT && today.isAfter(now) ? today.minusSeconds(86_400) : today;
    }
    if (dayOfYear != ABSENT) {
      LocalDateTime first = LocalDateTime.of(year == ABSENT ? present.getYear() : year, 1, 1, 0, 0);
      LocalDateTime date = first.plusDays(dayOfYear - 1L);
      month = date.getMonthValue();
      day = date.getDayOfMonth();
    }
    int days = day == ABSENT ? 1 : day;
    int months = month == ABSENT ? present.getMonthValue() : month;
    return year == ABSENT
        ? withoutYear(present.getYear(), months, days, now, zone)
        : at(year, months, days, zone);
  }

  /** This year, or the last one if that would be more than a day ahead. */
  private Instant withoutYear(int thisYear, int months, int days, Instant now, ZoneId zone) {
    boolean leapDay = months == 2 && days == 29 && !java.time.Year.isLeap(thisYear);
    Instant candidate = leapDay ? Instant.MAX : at(thisYear, months, days, zone);
    return candidate.isAfter(now.plusSeconds(86_400))
        ? at(thisYear - 1, months, days, zone)
        : candidate;
  }

  private Instant at(int inYear, int months, int days, ZoneId zone) {
    int leap = Math.max(0, second - 59);
    LocalDateTime local = LocalDateTime.of(inYear, months, days, hour, minute, second - leap);
    ZoneOffset shift =
        offset == Zones.UNKNOWN
            ? zone.getRules().getOffset(local)
            : ZoneOffset.ofTotalSeconds(offset);
    return Instant.ofEpochSecond(local.toEpochSecond(shift) + leap);
  }
}
