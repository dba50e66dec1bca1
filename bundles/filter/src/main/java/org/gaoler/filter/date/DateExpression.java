package org.gaoler.filter.date;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The compiled expression of a date template. Dates are looked for in parts of a line, and hundreds
 * of times in lines that have none, so that these expressions are run by the JDK's own engine.
 */
final class DateExpression {

  private static final Pattern TIMES = Pattern.compile("\\{(\\d*)(,?)(\\d*)\\}");

  private final List<Part> parts = new ArrayList<>();
  private final Pattern plain;
  private final Pattern exact;

  /**
   * A named group of one letter, which holds a part of a date.
   *
   * @param token the letter of the part's token
   * @param group its number in a {@link Matcher}
   */
  record Part(char token, int group) {}

  /**
   * Compiles.
   *
   * @param python a correct expression in Python's notation
   * @throws IllegalArgumentException if it has something that no date needs; says what
   */
  DateExpression(String python) {
    String java = new Translation(python).translate(parts);
    plain = Pattern.compile(java, Pattern.UNIX_LINES);
    exact =
        Pattern.compile(
            java, Pattern.UNIX_LINES | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
  }

  /** The groups that hold parts of a date, in order. */
  List<Part> parts() {
    return parts;
  }

  /**
   * A new matcher.
   *
   * @param text what it reads
   * @param ascii whether the text is ASCII, for which a faster form will do
   */
  Matcher matcher(CharSequence text, boolean ascii) {
    return (ascii ? plain : exact)
        .matcher(text)
        .useTransparentBounds(true)
        .useAnchoringBounds(false);
  }

  /** One walk through an expression in Python's notation. */
  private static final class Translation {
    private final String source;
    private final StringBuilder out = new StringBuilder();
    private final Map<String, Integer> numbers = new HashMap<>();
    private int at;
    private int groups;

    Translation(String source) {
      this.source = source;
    }

    String translate(List<Part> parts) {
      while (at < source.length()) {
        switch (source.charAt(at)) {
          case '\\' -> escape();
          case '[' -> choice();
          case '(' -> bracket(parts);
          case '{' -> braces();
          default -> copy(1);
        }
      }
      return out.toString();
    }

    private void copy(int length) {
      int end = Math.min(source.length(), at + length);
      out.append(source, at, end);
      at = end;
    }

    private void escape() {
      if (source.startsWith("\\Z", at)) {
        out.append("\\z");
        at += 2;
      } else {
        copy(2);
      }
    }

    /** Java gives brackets and ampersands within a class a meaning. */
    private void choice() {
      copy(source.startsWith("[^", at) ? 2 : 1);
      boolean first = true;
      while (at < source.length() && (first || source.charAt(at) != ']')) {
        char c = source.charAt(at);
        if (c == '\\') {
          copy(2);
        } else {
          out.append(c == '[' || c == ']' || c == '&' || c == '^' ? "\\" : "");
          copy(1);
        }
        first = false;
      }
      copy(1);
    }

    private void bracket(List<Part> parts) {
      if (source.startsWith("(?P<", at)) {
        String name = source.substring(at + 4, source.indexOf('>', at));
        numbers.put(name, ++groups);
        out.append("(?<n").append(groups).append('>');
        at += name.length() + 5;
        if (name.length() == 1) {
          parts.add(new Part(name.charAt(0), groups));
        }
      } else if (source.startsWith("(?P=", at)) {
        String name = source.substring(at + 4, source.indexOf(')', at));
        out.append("\\k<n").append(numbers.get(name)).append('>');
        at += name.length() + 5;
      } else if (source.startsWith("(?(", at)) {
        throw new IllegalArgumentException("a date pattern cannot ask whether a group took part");
      } else if (source.startsWith("(?#", at)) {
        at = source.indexOf(')', at) + 1;
      } else {
        groups += source.startsWith("(?", at) ? 0 : 1;
        copy(1);
      }
    }

    private void braces() {
      Matcher times = TIMES.matcher(source).region(at, source.length());
      if (times.lookingAt() && times.end() - at > 2 && !times.group().equals("{,}")) {
        out.append('{').append(times.group(1).isEmpty() ? "0" : times.group(1));
        out.append(times.group(2)).append(times.group(3)).append('}');
        at = times.end();
      } else {
        out.append('\\');
        copy(1);
      }
    }
  }
}
