package org.gaoler.tester.fail2ban;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes values as Python prints them, which scripts read back. */
final class PythonText {

  /** No value. */
  static final String NONE = "None";

  private static final Pattern GROUP = Pattern.compile("\\(\\?P<(\\w+)>");

  private PythonText() {}

  /** A text in quotes. */
  static String of(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder quoted = new StringBuilder().append(quote);
    text.codePoints().forEach(point -> quoted.append(character(point, quote)));
    return quoted.append(quote).toString();
  }

  private static String character(int point, char quote) {
    return switch (point) {
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          point == quote ? "\\" + quote : visible(point) ? Character.toString(point) : code(point);
    };
  }

  private static boolean visible(int point) {
    if (point < 0x7f) {
      return point >= ' ';
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String code(int point) {
    return point < 0x100
        ? String.format("\\x%02x", point)
        : point < 0x10000 ? String.format("\\u%04x", point) : String.format("\\U%08x", point);
  }

  /** Seconds since 1970 as a floating-point number. */
  static String of(Instant when) {
    BigDecimal seconds =
        BigDecimal.valueOf(when.getEpochSecond())
            .add(BigDecimal.valueOf(when.getNano() / 1000, 6))
            .stripTrailingZeros();
    return seconds.scale() <= 0 ? seconds.toBigInteger() + ".0" : seconds.toPlainString();
  }

  /** A dictionary; an empty value is {@link #NONE}. */
  static String of(Map<String, Optional<String>> values) {
    StringJoiner all = new StringJoiner(", ", "{", "}");
    values.forEach(
        (key, value) -> all.add(of(key) + ": " + value.map(PythonText::of).orElse(NONE)));
    return all.toString();
  }

  /** A dictionary of texts. */
  static String dictionary(Map<String, String> values) {
    StringJoiner all = new StringJoiner(", ", "{", "}");
    values.forEach((key, value) -> all.add(of(key) + ": " + of(value)));
    return all.toString();
  }

  /** The named groups of an expression in Python's notation, in order, without values. */
  static Map<String, Optional<String>> groups(String expression) {
    Map<String, Optional<String>> groups = new LinkedHashMap<>();
    Matcher group = GROUP.matcher(expression);
    while (group.find()) {
      groups.put(group.group(1), Optional.empty());
    }
    return groups;
  }

  /** A set of texts. */
  static String set(Collection<String> values) {
    StringJoiner all = new StringJoiner(", ", "{", "}");
    values.forEach(value -> all.add(of(value)));
    return all.toString();
  }
}
