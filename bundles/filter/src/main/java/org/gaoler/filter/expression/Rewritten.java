package org.gaoler.filter.expression;

import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in which parts have been replaced, and where its characters come from.
 *
 * @param text the result
 * @param origins for each character, and for its end, an offset in the original
 */
record Rewritten(String text, int[] origins) {

  /** A text as it is. */
  static Rewritten of(String text) {
    int[] origins = new int[text.length() + 1];
    Arrays.setAll(origins, i -> i);
    return new Rewritten(text, origins);
  }

  /** Where a character comes from; offsets behind the end mean the end. */
  int origin(int offset) {
    return origins[Math.min(offset, origins.length - 1)];
  }

  /**
   * Replaces whatever a pattern finds.
   *
   * @param what what to look for
   * @param with what to put in its place, perhaps the same
   */
  Rewritten replaced(Pattern what, Function<Matcher, String> with) {
    StringBuilder result = new StringBuilder();
    int[] from = new int[16];
    Matcher matcher = what.matcher(text);
    int at = 0;
    while (at <= text.length()) {
      boolean found = matcher.find(at) && matcher.end() > at;
      int until = found ? matcher.start() : text.length();
      from = room(from, result.length() + until - at);
      System.arraycopy(origins, at, from, result.length(), until - at);
      result.append(text, at, until);
      String replacement = found ? with.apply(matcher) : "";
      from = room(from, result.length() + replacement.length());
      Arrays.fill(from, result.length(), result.length() + replacement.length(), origins[until]);
      result.append(replacement);
      at = found ? matcher.end() : text.length() + 1;
    }
    from[result.length()] = origins[text.length()];
    return new Rewritten(result.toString(), Arrays.copyOf(from, result.length() + 1));
  }

  private static int[] room(int[] numbers, int needed) {
    return needed < numbers.length ? numbers : Arrays.copyOf(numbers, 2 * needed + 1);
  }
}
