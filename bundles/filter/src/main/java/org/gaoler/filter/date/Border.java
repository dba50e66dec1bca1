package org.gaoler.filter.date;

import java.util.Optional;

/** Finds the sign that an expression has right before its first group, whatever it matches. */
final class Border {

  private static final char NONE = 0;
  private static final String REPEATS = "*+{";
  private static final String META = ".^$|*+?{}";

  private final String source;
  private int at;
  private char last = NONE;

  private Border(String source) {
    this.source = source;
  }

  /**
   * Looks for it.
   *
   * @param expression in Python's notation, without flags and without an alternative outside all
   *     brackets
   * @return one ASCII sign, no letter or digit; empty if that is not certain
   */
  static Optional<Character> of(String expression) {
    if (expression.contains("(?")
        && (expression.contains("(?#")
            || expression.contains("(?i")
            || expression.contains("(?x"))) {
      return Optional.empty();
    }
    return new Border(expression).find();
  }

  private Optional<Character> find() {
    int depth = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '(' && groups()) {
        return depth == 0 && certain(last) && once() ? Optional.of(last) : Optional.empty();
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      last = sign(c);
      skip();
    }
    return Optional.empty();
  }

  private boolean groups() {
    return !source.startsWith("?", at + 1) || source.startsWith("?P<", at + 1);
  }

  /** What is taken there for certain, unless a repetition follows, which is no sign itself. */
  private char sign(char c) {
    if (c == '\\') {
      return at + 1 < source.length() ? source.charAt(at + 1) : NONE;
    }
    return c == '[' || c == '(' || c == ')' || META.indexOf(c) >= 0 ? NONE : c;
  }

  private static boolean certain(char c) {
    return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
  }

  /** Goes on behind a character, an escape or a class. */
  private void skip() {
    char c = source.charAt(at);
    at += c == '\\' ? 2 : 1;
    if (c != '[') {
      return;
    }
    at += source.startsWith("^]", at) ? 2 : source.startsWith("]", at) ? 1 : 0;
    while (at < source.length() && source.charAt(at) != ']') {
      at += source.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  /** Whether the group that begins there is not repeated. */
  private boolean once() {
    int depth = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      skip();
      if (depth == 0) {
        return at >= source.length() || REPEATS.indexOf(source.charAt(at)) < 0;
      }
    }
    return false;
  }
}
