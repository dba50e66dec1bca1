package org.gaoler.filter.date;

import java.util.Map;

/** Turns the tokens of a {@code datepattern} ({@code %Y}, {@code %ExH}) into an expression. */
final class DateTokens {

  static final String MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec";
  private static final String LONG_MONTHS =
      "January|February|March|April|May|June|July|August|September|October|November|December";
  private static final String DAYS = "Mon|Tue|Wed|Thu|Fri|Sat|Sun";
  private static final String LONG_DAYS =
      "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday";
  private static final String ABBREVIATION = "[A-Z](?:[A-Z]{2,4})?";
  private static final String OFFSET = "[+-][01]\\d(?::?\\d{2})?";

  private static final Map<String, String> TOKENS =
      Map.ofEntries(
          Map.entry("Y", group("Y", "\\d{4}")),
          Map.entry("y", group("y", "\\d{2}")),
          Map.entry("m", group("m", "1[0-2]|0?[1-9]")),
          Map.entry("d", group("d", "3[0-1]|[1-2]\\d|[0 ]?[1-9]")),
          Map.entry("H", group("H", "2[0-3]|[0-1]?\\d")),
          Map.entry("k", " ?" + group("H", "[0-2]?\\d")),
          Map.entry("I", group("I", "1[0-2]|0?[1-9]")),
          Map.entry("l", " ?" + group("I", "1?\\d")),
          Map.entry("M", group("M", "[0-5]?\\d")),
          Map.entry("S", group("S", "6[0-1]|[0-5]?\\d")),
          Map.entry("f", group("f", "\\d{1,6}")),
          Map.entry("p", group("p", "am|pm")),
          Map.entry("a", group("a", DAYS)),
          Map.entry("A", group("A", LONG_DAYS)),
          Map.entry("b", group("b", MONTHS)),
          Map.entry("B", group("B", LONG_MONTHS)),
          Map.entry("j", group("j", "[1-2]\\d\\d|3[0-5]\\d|36[0-6]|0?[1-9]\\d|0{0,2}[1-9]")),
          Map.entry("w", group("w", "[0-6]")),
          Map.entry("u", group("u", "[1-7]")),
          Map.entry("z", group("z", "Z|UTC|GMT|" + OFFSET)),
          Map.entry("Z", group("Z", "Z|[A-Z]{3,5}")),
          Map.entry("ExY", group("Y", "20[0-3]\\d")),
          Map.entry("Exy", group("y", "\\d{2}")),
          Map.entry("Exm", group("m", "1[0-2]|0[1-9]")),
          Map.entry("Exd", group("d", "3[0-1]|[1-2]\\d|0[1-9]")),
          Map.entry("ExH", group("H", "2[0-3]|[0-1]\\d")),
          Map.entry("Exk", " ?" + group("H", "[0-2]?\\d")),
          Map.entry("Exl", " ?" + group("I", "1?\\d")),
          Map.entry("ExM", group("M", "[0-5]\\d")),
          Map.entry("ExS", group("S", "6[0-1]|[0-5]\\d")),
          Map.entry("ExZ", group("Z", ABBREVIATION)),
          Map.entry("Exz", group("z", "(?:" + ABBREVIATION + ")?" + OFFSET + "|" + ABBREVIATION)));

  private DateTokens() {}

  private static String group(String name, String body) {
    return "(?P<" + name + ">" + body + ")";
  }

  /**
   * Replaces the tokens.
   *
   * @param pattern with tokens; {@code %%} is a percent sign
   * @return an expression in Python's notation, or an unknown token as it was
   */
  static String expand(String pattern) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c != '%' || i + 1 == pattern.length()) {
        out.append(c);
        continue;
      }
      int length = pattern.startsWith("Ex", i + 1) && i + 3 < pattern.length() ? 3 : 1;
      String token = pattern.substring(i + 1, i + 1 + length);
      out.append(token.equals("%") ? "%" : TOKENS.getOrDefault(token, "%" + token));
      i += length;
    }
    return out.toString();
  }

  /** Whether the names of months, days or halves of the day occur, which any case may write. */
  static boolean hasNames(String pattern) {
    return pattern.matches("(?s).*%[aAbBpc].*");
  }
}
