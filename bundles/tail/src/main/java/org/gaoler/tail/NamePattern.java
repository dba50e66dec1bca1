package org.gaoler.tail;

import java.util.regex.Pattern;

/**
 * Matches one component of a path as a shell does: {@code *}, {@code ?}, {@code [a-z]}, {@code
 * [!a-z]}; a leading dot only if it is written.
 */
public final class NamePattern {

  private final String text;
  private final boolean literal;
  private final Pattern pattern;

  private NamePattern(String text, boolean literal) {
    this.text = text;
    this.literal = literal;
    this.pattern =
        Pattern.compile(literal ? Pattern.quote(text) : expression(text), Pattern.DOTALL);
  }

  /** Reads a component as configured. */
  static NamePattern of(String text) {
    return new NamePattern(text, text.chars().noneMatch(c -> c == '*' || c == '?' || c == '['));
  }

  /** Takes a name as it is. */
  static NamePattern literal(String name) {
    return new NamePattern(name, true);
  }

  /** Whether it can match one name only, which is its text. */
  boolean isLiteral() {
    return literal;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NamePattern that && text.equals(that.text) && literal == that.literal;
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  String text() {
    return text;
  }

  /**
   * Whether a name is meant.
   *
   * @param name one component
   * @return true if it matches
   */
  public boolean matches(String name) {
    return literal ? text.equals(name) : pattern.matcher(name).matches();
  }

  private static String expression(String glob) {
    StringBuilder out = new StringBuilder(glob.startsWith(".") ? "" : "(?!\\.)");
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i);
      int close = c == '[' ? glob.indexOf(']', i + 2) : -1;
      if (close > 0) {
        out.append(choice(glob.substring(i + 1, close)));
        i = close;
      } else if (c == '*') {
        out.append(".*");
      } else if (c == '?') {
        out.append('.');
      } else {
        out.append(Pattern.quote(String.valueOf(c)));
      }
      i++;
    }
    return out.toString();
  }

  private static String choice(String inside) {
    boolean not = inside.startsWith("!");
    String members = (not ? inside.substring(1) : inside).replaceAll("([\\\\\\[\\]^&])", "\\\\$1");
    return (not ? "[^" : "[") + members + ']';
  }
}
