package org.gaoler.filter.date;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** Reads time zones as logs and options write them. */
public final class Zones {

  /** What {@link #parse} reads, for messages. */
  public static final String ACCEPTED =
      "Z, UTC, GMT, an abbreviation such as CET, an offset such as +0200, or a name such as"
          + " Europe/Berlin";

  private static final Map<String, Integer> MINUTES =
      Map.ofEntries(
          Map.entry("Z", 0),
          Map.entry("UTC", 0),
          Map.entry("GMT", 0),
          Map.entry("UT", 0),
          Map.entry("WET", 0),
          Map.entry("WEST", 60),
          Map.entry("BST", 60),
          Map.entry("CET", 60),
          Map.entry("CEST", 120),
          Map.entry("MET", 60),
          Map.entry("MEST", 120),
          Map.entry("EET", 120),
          Map.entry("EEST", 180),
          Map.entry("MSK", 180),
          Map.entry("MSD", 240),
          Map.entry("JST", 540),
          Map.entry("KST", 540),
          Map.entry("AST", -240),
          Map.entry("ADT", -180),
          Map.entry("EST", -300),
          Map.entry("EDT", -240),
          Map.entry("CST", -360),
          Map.entry("CDT", -300),
          Map.entry("MST", -420),
          Map.entry("MDT", -360),
          Map.entry("PST", -480),
          Map.entry("PDT", -420),
          Map.entry("AKST", -540),
          Map.entry("AKDT", -480),
          Map.entry("HST", -600),
          Map.entry("NZST", 720),
          Map.entry("NZDT", 780),
          Map.entry("AEST", 600),
          Map.entry("AEDT", 660));

  private Zones() {}

  /**
   * Reads a zone from an option.
   *
   * @param text as {@link #ACCEPTED} tells
   * @return the zone, or empty
   */
  public static Optional<ZoneId> parse(String text) {
    int offset = offsetSeconds(text, 0, text.length());
    if (offset != UNKNOWN) {
      return Optional.of(ZoneOffset.ofTotalSeconds(offset));
    }
    try {
      return text.indexOf('/') > 0 ? Optional.of(ZoneId.of(text)) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static final int UNKNOWN = Integer.MIN_VALUE;

  /** Seconds east of Greenwich, or {@link #UNKNOWN}. */
  static int offsetSeconds(CharSequence text, int start, int end) {
    int sign = start;
    while (sign < end && text.charAt(sign) != '+' && text.charAt(sign) != '-') {
      sign++;
    }
    String name = text.subSequence(start, sign).toString();
    Integer base = name.isEmpty() ? Integer.valueOf(0) : MINUTES.get(name);
    if (base == null && name.length() == 1) {
      base = military(name.charAt(0));
    }
    if (base == null || start == end) {
      return UNKNOWN;
    }
    int digits = 0;
    int value = 0;
    for (int i = sign + 1; i < end; i++) {
      int digit = Character.digit(text.charAt(i), 10);
      if (digit >= 0) {
        value = value * 10 + digit;
        digits++;
      } else if (text.charAt(i) != ':') {
        return UNKNOWN;
      }
    }
    int minutes = digits <= 2 ? value * 60 : value / 100 * 60 + value % 100;
    boolean west = sign < end && text.charAt(sign) == '-';
    int total = (base + (west ? -minutes : minutes)) * 60;
    return digits > 4 || Math.abs(total) > 18 * 3600 ? UNKNOWN : total;
  }

  private static Integer military(char letter) {
    if (letter >= 'A' && letter <= 'I') {
      return (letter - 'A' + 1) * 60;
    }
    if (letter >= 'K' && letter <= 'M') {
      return (letter - 'K' + 10) * 60;
    }
    return letter >= 'N' && letter <= 'Y' ? Integer.valueOf(-(letter - 'N' + 1) * 60) : null;
  }
}
