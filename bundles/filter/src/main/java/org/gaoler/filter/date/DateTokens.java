package org.gaoler.filter.date;

import java.time.Year;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Turns the tokens of a {@code datepattern} ({@code %Y}, {@code %ExH}) into an expression. */
final class DateTokens {

  private static final String ABBREVIATION = "[A-Z](?:[A-Z]{2,4})?";
  private static final String OFFSET = "[+-][01]\\d(?::?\\d{2})?";

  /** A clock that is wrong at start must not make the present unreadable. */
  private static final int THIS_YEAR_AT_LEAST = 2026;

  private static final int YEARS_AHEAD = 3;

  private static final Map<String, Token> TOKENS = tokens(DateNames.OURS);

  /** A token's expression, and the word that stands for it in a template's name. */
  private record Token(String expression, String name) {}

  /**
   * A pattern without tokens.
   *
   * @param expression in Python's notation
   * @param name the pattern with words instead of tokens, as people are shown it
   * @param named whether names of months, days or halves of the day occur, which any case may write
   */
  record Expanded(String expression, String name, boolean named) {}

  private DateTokens() {}

  private static Map<String, Token> tokens(DateNames names) {
    Map<String, Token> all = new HashMap<>();
    calendar(all, names);
    clock(all);
    exact(all);
    composed(all, names);
    return Map.copyOf(all);
  }

  private static void calendar(Map<String, Token> all, DateNames names) {
    put(all, "Y", "Y", "\\d{4}", "Year");
    put(all, "y", "y", "\\d\\d", "Year2");
    put(all, "G", "G", "\\d{4}", "%G");
    put(all, "m", "m", "0?[1-9]|1[0-2]", "Month");
    put(all, "d", "d", "[12]\\d|[ 0]?[1-9]|3[01]", "Day");
    put(all, "j", "j", "36[0-6]|3[0-5]\\d|[12]\\d\\d|0\\d[1-9]|0?[1-9]\\d|0?[1-9]", "Yearday");
    put(all, "U", "U", "5[0-3]|[0-4]?\\d", "Yearweek");
    put(all, "W", "W", "5[0-3]|[0-4]?\\d", "Yearweek");
    put(all, "V", "V", "5[0-3]|0[1-9]|[1-4]\\d|\\d", "%V");
    put(all, "w", "w", "[0-6]", "Weekday");
    put(all, "u", "u", "[1-7]", "%u");
    put(all, "a", "a", names.shortDays(), "DAY");
    put(all, "A", "A", names.longDays(), "DAYNAME");
    put(all, "b", "b", names.shortMonths(), "MON");
    put(all, "B", "B", names.longMonths(), "MONTH");
  }

  private static void clock(Map<String, Token> all) {
    put(all, "H", "H", "[01]?\\d|2[0-3]", "24hour");
    put(all, "I", "I", "1[0-2]|0?[1-9]", "12hour");
    put(all, "M", "M", "[0-5]?\\d", "Minute");
    put(all, "S", "S", "[0-5]?\\d|6[01]", "Second");
    put(all, "f", "f", "[0-9]{1,6}", "Microseconds");
    put(all, "p", "p", "am|pm", "AMPM");
    put(all, "z", "z", "Z|UTC|GMT|" + OFFSET, "Zone offset");
    put(all, "Z", "Z", "Z|[A-Z]{3,5}", "Zone name");
    all.put("k", new Token(" ?" + group("H", "[0-2]?\\d"), "%k"));
    all.put("l", new Token(" ?" + group("I", "1?\\d"), "%l"));
    all.put("%", new Token("%", "%"));
  }

  private static void exact(Map<String, Token> all) {
    put(all, "ExY", "Y", years(Year.now(ZoneOffset.UTC).getValue()), "ExYear");
    put(all, "Exy", "y", "\\d{2}", "ExYear2");
    put(all, "Exm", "m", "0[1-9]|1[0-2]", "ExMonth");
    put(all, "Exd", "d", "[12]\\d|0[1-9]|3[01]", "ExDay");
    put(all, "ExH", "H", "[01]\\d|2[0-3]", "Ex24hour");
    put(all, "ExM", "M", "[0-5]\\d", "ExMinute");
    put(all, "ExS", "S", "[0-5]\\d|6[01]", "ExSecond");
    put(all, "ExZ", "Z", ABBREVIATION, "ExZone name");
    put(
        all,
        "Exz",
        "z",
        "(?:" + ABBREVIATION + ")?" + OFFSET + "|" + ABBREVIATION,
        "ExZone offset");
    all.put("Exk", new Token(" ?" + group("H", "[01]?\\d|2[0-3]"), "%Exk"));
    all.put("Exl", new Token(" ?" + group("I", "1[0-2]|\\d"), "%Exl"));
  }

  /** What the C locale calls date and time, date, and time. */
  private static void composed(Map<String, Token> all, DateNames names) {
    String day = group("d", "3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]");
    String month = group("m", "1[0-2]|0?[1-9]");
    String time =
        group("H", "2[0-3]|[01]\\d|\\d")
            + ":"
            + group("M", "[0-5]\\d|\\d")
            + ":"
            + group("S", "6[01]|[0-5]\\d|\\d");
    String gap = "\\s+";
    String words = group("a", names.shortDays()) + gap + group("b", names.shortMonths());
    all.put("c", new Token(words + gap + day + gap + time + gap + group("Y", "\\d{4}"), "%c"));
    all.put("x", new Token(month + "/" + day + "/" + group("y", "\\d\\d"), "%x"));
    all.put("X", new Token(time, "%X"));
  }

  private static void put(
      Map<String, Token> all, String token, String field, String expression, String name) {
    all.put(token, new Token(group(field, expression), name));
  }

  private static String group(String name, String body) {
    return "(?P<" + name + ">" + body + ")";
  }

  /** The decades from 2000 until some years from now. */
  static String years(int thisYear) {
    int last = (Math.max(thisYear, THIS_YEAR_AT_LEAST) + YEARS_AHEAD) / 10 % 10;
    StringBuilder decades = new StringBuilder();
    for (int decade = 0; decade <= last; decade++) {
      decades.append(decade);
    }
    return "20[" + decades + "]\\d";
  }

  /**
   * Replaces the tokens.
   *
   * @param pattern with tokens; {@code %%} is a percent sign
   * @return the expression
   * @throws IllegalArgumentException if a percent sign begins no token; says which
   */
  static Expanded expand(String pattern) {
    StringBuilder expression = new StringBuilder();
    StringBuilder name = new StringBuilder();
    boolean named = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c != '%') {
        expression.append(c);
        name.append(c);
        continue;
      }
      String letters = letters(pattern, i + 1);
      expression.append(TOKENS.get(letters).expression);
      name.append(TOKENS.get(letters).name);
      named |= "aAbBpc".contains(letters);
      i += letters.length();
    }
    return new Expanded(expression.toString(), name.toString(), named);
  }

  private static String letters(String pattern, int at) {
    for (int length = 3; length > 0; length -= 2) {
      int end = Math.min(pattern.length(), at + length);
      if (TOKENS.containsKey(pattern.substring(at, end))) {
        return pattern.substring(at, end);
      }
    }
    String shown = pattern.substring(at - 1, Math.min(pattern.length(), at + 3));
    throw new IllegalArgumentException(
        "no token begins with " + shown + " at column " + at + "; a percent sign is %%");
  }
}
