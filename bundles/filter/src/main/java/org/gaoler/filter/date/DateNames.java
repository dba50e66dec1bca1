package org.gaoler.filter.date;

import java.text.DateFormatSymbols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Knows the names of months and days that logs write: the English ones and those of one more
 * language.
 */
final class DateNames {

  /** English and the language that the process was started with. */
  static final DateNames OURS = new DateNames(Locale.getDefault(Locale.Category.FORMAT));

  private final Map<String, Integer> shortMonths = new LinkedHashMap<>();
  private final Map<String, Integer> longMonths = new LinkedHashMap<>();
  private final Map<String, Integer> shortDays = new LinkedHashMap<>();
  private final Map<String, Integer> longDays = new LinkedHashMap<>();

  DateNames(Locale second) {
    for (Locale locale : List.of(Locale.ENGLISH, second)) {
      DateFormatSymbols symbols = DateFormatSymbols.getInstance(locale);
      months(symbols.getShortMonths(), shortMonths);
      months(symbols.getMonths(), longMonths);
      days(symbols.getShortWeekdays(), shortDays);
      days(symbols.getWeekdays(), longDays);
    }
  }

  private static void months(String[] names, Map<String, Integer> numbers) {
    for (int i = 0; i < 12; i++) {
      add(names[i], i + 1, numbers);
    }
  }

  /** Java counts days from Sunday as 1; weeks of logs begin with Monday as 0. */
  private static void days(String[] names, Map<String, Integer> numbers) {
    for (int i = 1; i <= 7; i++) {
      add(names[i], (i + 5) % 7, numbers);
    }
  }

  /** Logs write abbreviations without a dot. */
  private static void add(String name, int number, Map<String, Integer> numbers) {
    String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (!bare.isEmpty() && bare.chars().allMatch(Character::isLetter)) {
      numbers.putIfAbsent(bare.toLowerCase(Locale.ROOT), number);
    }
  }

  String shortMonths() {
    return anyOf(shortMonths);
  }

  String longMonths() {
    return anyOf(longMonths);
  }

  String shortDays() {
    return anyOf(shortDays);
  }

  String longDays() {
    return anyOf(longDays);
  }

  /** Longer names first, or the beginning of a name would be taken for another. */
  private static String anyOf(Map<String, Integer> numbers) {
    List<String> names = new ArrayList<>(numbers.keySet());
    names.sort(Comparator.comparing(String::length).reversed());
    return String.join("|", names);
  }

  /** The month, 1 to 12, or 0 if the text names none. */
  int month(String text, int start, int end) {
    int number = number(shortMonths, text, start, end);
    return number >= 0 ? number : Math.max(0, number(longMonths, text, start, end));
  }

  /** The day of the week, 0 for Monday to 6, or -1 if the text names none. */
  int day(String text, int start, int end) {
    int number = number(shortDays, text, start, end);
    return number >= 0 ? number : number(longDays, text, start, end);
  }

  private static int number(Map<String, Integer> numbers, String text, int start, int end) {
    for (Map.Entry<String, Integer> entry : numbers.entrySet()) {
      String name = entry.getKey();
      if (name.length() == end - start && text.regionMatches(true, start, name, 0, end - start)) {
        return entry.getValue();
      }
    }
    return -1;
  }
}
