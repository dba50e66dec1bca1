package org.gaoler.filter.date;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.MatchResult;

/** Turns the parts of a date that a template found into a moment. */
final class DateFields {

  private static final int ABSENT = -1;
  private static final int SUNDAY = 6;

  private final String line;
  private int year = ABSENT;
  private int month = ABSENT;
  private int day = ABSENT;
  private int dayOfYear = ABSENT;
  private int week = ABSENT;
  private boolean weekOfSundays;
  private int weekday = ABSENT;
  private int hour;
  private int minute;
  private int second;
  private boolean twelve;
  private boolean afternoon;
  private int offset = Zones.UNKNOWN;

  private DateFields(String line) {
    this.line = line;
  }

  /**
   * Reads the parts.
   *
   * @param match of the template's expression
   * @param parts the template's groups
   * @param line what was searched
   * @return the parts
   * @throws DateTimeException if a part is impossible in itself
   */
  static DateFields read(MatchResult match, List<DateExpression.Part> parts, String line) {
    DateFields fields = new DateFields(line);
    for (DateExpression.Part part : parts) {
      int start = match.start(part.group());
      if (start >= 0) {
        fields.take(part.token(), start, match.end(part.group()));
      }
    }
    return fields;
  }

  /** Whether the line says its zone. */
  boolean zoned() {
    return offset != Zones.UNKNOWN;
  }

  private void take(char token, int start, int end) {
    switch (token) {
      case 'Y' -> year = positive(number(start, end));
      case 'y' -> year = number(start, end) + 2000;
      case 'm' -> month = number(start, end);
      case 'b', 'B' -> month = DateNames.OURS.month(line, start, end);
      case 'd' -> day = number(start, end);
      case 'j' -> dayOfYear = number(start, end);
      case 'a', 'A' -> weekday = DateNames.OURS.day(line, start, end);
      case 'w' -> weekday = (number(start, end) + SUNDAY) % 7;
      case 'U', 'W' -> {
        week = number(start, end);
        weekOfSundays = token == 'U';
      }
      default -> takeClock(token, start, end);
    }
  }

  private void takeClock(char token, int start, int end) {
    switch (token) {
      case 'H' -> hour = number(start, end);
      case 'I' -> {
        hour = number(start, end);
        twelve = true;
      }
      case 'p' -> afternoon = (line.charAt(start) | ' ') == 'p';
      case 'M' -> minute = number(start, end);
      case 'S' -> second = number(start, end);
      case 'z', 'Z' -> {
        offset = Zones.offsetSeconds(line, start, end);
        if (offset == Zones.UNKNOWN) {
          throw new DateTimeException("a time zone that is not known");
        }
      }
      default -> {
        // fractions say nothing that counts, nor do weeks in the way of ISO 8601
      }
    }
  }

  private static int positive(int number) {
    if (number == 0) {
      throw new DateTimeException("there was no year 0");
    }
    return number;
  }

  private int number(int start, int end) {
    int value = 0;
    for (int i = start; i < end; i++) {
      char c = line.charAt(i);
      value = c == ' ' ? value : value * 10 + Character.digit(c, 10);
    }
    if (start == end || value < 0) {
      throw new DateTimeException("a part that is no number");
    }
    return value;
  }

  /**
   * The moment that the parts tell of. What they lack is taken from the present: without a year it
   * is this year, or the last one if that would be more than a day ahead; without a day it is
   * today, or yesterday if that would be ahead.
   *
   * @param now the present
   * @param zone where times without a zone of their own are
   * @throws DateTimeException if there is no such date
   */
  Instant moment(Instant now, ZoneId zone) {
    LocalDateTime present = null;
    boolean today = month == ABSENT && day == ABSENT && !byDayOfYear();
    boolean thisYear = year == ABSENT;
    if (today || thisYear) {
      present = zoned() ? at(now, offset) : LocalDateTime.ofInstant(now, zone);
      year = thisYear ? present.getYear() : year;
    }
    LocalDate date = today ? today(present) : date(thisYear);
    LocalDateTime local = LocalDateTime.of(date, time());
    if (today && local.isAfter(present)) {
      local = local.minusDays(1);
    }
    if (thisYear && local.isAfter(present.plusDays(1))) {
      local =
          LocalDateTime.of(
              LocalDate.of(year - 1, date.getMonthValue(), date.getDayOfMonth()),
              local.toLocalTime());
    }
    return zoned()
        ? Instant.ofEpochSecond(local.toEpochSecond(ZoneOffset.UTC) - offset)
        : in(local, zone, now);
  }

  private static LocalDateTime at(Instant now, int offset) {
    return LocalDateTime.ofEpochSecond(now.getEpochSecond() + offset, 0, ZoneOffset.UTC);
  }

  private boolean byDayOfYear() {
    return dayOfYear != ABSENT || week != ABSENT && weekday != ABSENT;
  }

  private LocalDate today(LocalDateTime present) {
    return LocalDate.of(year, present.getMonthValue(), present.getDayOfMonth());
  }

  private LocalTime time() {
    int from = twelve && hour == 12 ? 0 : hour;
    return LocalTime.of(twelve && afternoon ? from + 12 : from, minute, second);
  }

  private LocalDate date(boolean thisYear) {
    if (month != ABSENT && day != ABSENT || !byDayOfYear()) {
      boolean leapDay = thisYear && month == 2 && day == 29;
      year -= leapDay && !LocalDate.of(year, 1, 1).isLeapYear() ? 1 : 0;
      return LocalDate.of(year, month, day);
    }
    LocalDate first = LocalDate.of(year, 1, 1);
    long days = dayOfYear != ABSENT ? dayOfYear : dayOfWeek(first);
    LocalDate date = first.plusDays(days - 1);
    year = date.getYear();
    return date;
  }

  /** The day of the year, counted from 1; before the first full week it may be 0 or less. */
  private int dayOfWeek(LocalDate first) {
    int firstDay = first.getDayOfWeek().getValue() - 1;
    int weekBegin = weekOfSundays ? SUNDAY : 0;
    int fromBegin = Math.floorMod(weekday - weekBegin, 7);
    int firstFullWeek = Math.floorMod(weekBegin - firstDay, 7);
    return week == 0
        ? fromBegin - Math.floorMod(firstDay - weekBegin, 7) + 1
        : firstFullWeek + (week - 1) * 7 + fromBegin + 1;
  }

  /**
   * When a clock that is put forward and back shows a time. A time that is skipped counts on from
   * the one before; of a time that comes twice it is the later that is not ahead of the present.
   */
  private static Instant in(LocalDateTime local, ZoneId zone, Instant now) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.size() == 2) {
      Instant later = local.toInstant(offsets.get(1));
      return later.isAfter(now.plusSeconds(60)) ? local.toInstant(offsets.get(0)) : later;
    }
    return local.toInstant(zone.getRules().getOffset(local));
  }
}
