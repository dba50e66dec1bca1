package org.gaoler.api;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Reads a length of time as fail2ban does: numbers, each with or without a unit, {@code + - * /}
 * and parentheses; numbers that follow one another are added. A unit multiplies what stands before
 * it, so that {@code 60/2m} is 60/2*60.
 */
final class SpanText {

  private static final int DEEPEST = 20;
  private static final int MOST_DIGITS = 12;

  static final Map<String, Long> UNITS = units();

  private final String text;
  private int at;
  private boolean wrong;
  private boolean closed;

  private SpanText(String text) {
    this.text = text;
  }

  private static Map<String, Long> units() {
    Map<String, Long> units = new HashMap<>();
    named(units, 1L, "s ss se sec secs second seconds");
    named(units, 60L, "m mm mi min mins minute minutes");
    named(units, 3600L, "h hh ho hou hour hours");
    named(units, 86_400L, "d dd da day days");
    named(units, 604_800L, "w ww we wee week weeks");
    named(units, 2_629_800L, "mo mon month months");
    named(units, 31_557_600L, "y yy ye yea yr year years");
    return Map.copyOf(units);
  }

  private static void named(Map<String, Long> units, long seconds, String names) {
    for (String name : names.split(" ")) {
      units.put(name, seconds);
    }
  }

  /** The seconds that a lower-case text means, or empty if it means none. */
  static OptionalDouble seconds(String text) {
    SpanText reader = new SpanText(text);
    double seconds = reader.sum(0);
    boolean whole = !reader.wrong && reader.at == text.length() && !Double.isNaN(seconds);
    return whole ? OptionalDouble.of(seconds) : OptionalDouble.empty();
  }

  private double sum(int depth) {
    boolean minus = taken('-');
    double total = minus ? -product(depth) : product(depth);
    while (!wrong && at < text.length() && text.charAt(at) != ')') {
      if (taken('+')) {
        total += product(depth);
      } else if (taken('-')) {
        total -= product(depth);
      } else if (!closed && digit(text.charAt(at))) {
        total += product(depth);
      } else {
        wrong = true;
      }
    }
    return total;
  }

  private double product(int depth) {
    double product = atom(depth);
    while (!wrong) {
      if (taken('*')) {
        product *= atom(depth);
      } else if (taken('/')) {
        product /= atom(depth);
        wrong |= Double.isInfinite(product);
      } else if (at < text.length() && letter(text.charAt(at))) {
        product *= unit();
      } else {
        return product;
      }
    }
    return product;
  }

  private double atom(int depth) {
    skip();
    if (taken('(')) {
      wrong |= depth == DEEPEST;
      double inner = wrong ? 0 : sum(depth + 1);
      wrong |= !taken(')');
      closed = true;
      return inner;
    }
    int start = at;
    while (at < text.length() && digit(text.charAt(at))) {
      at++;
    }
    int digits = at - start;
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      while (at < text.length() && digit(text.charAt(at))) {
        at++;
      }
    }
    boolean number = at > start && digit(text.charAt(at - 1));
    wrong |= !number || digits > MOST_DIGITS || at - start > 2 * MOST_DIGITS;
    closed = false;
    double value = wrong ? 0 : Double.parseDouble(text.substring(start, at));
    skip();
    return value;
  }

  private double unit() {
    int start = at;
    while (at < text.length() && letter(text.charAt(at))) {
      at++;
    }
    Long unit = UNITS.get(text.substring(start, at));
    wrong |= unit == null;
    closed = false;
    skip();
    return unit == null ? 0 : unit;
  }

  private boolean taken(char sign) {
    skip();
    if (at < text.length() && text.charAt(at) == sign) {
      at++;
      skip();
      return true;
    }
    return false;
  }

  private void skip() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean digit(char each) {
    return each >= '0' && each <= '9';
  }

  private static boolean letter(char each) {
    return each >= 'a' && each <= 'z';
  }
}
