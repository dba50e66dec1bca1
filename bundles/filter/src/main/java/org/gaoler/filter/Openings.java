package org.gaoler.filter;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Leaves out expressions of a filter that cannot match because a text begins otherwise than all
 * their matches do: most of them, usually. Used by one thread at a time.
 */
final class Openings {

  private static final int ASCII = 128;

  private final List<FilterRule> all;
  private final List<List<FilterRule>> known = new ArrayList<>();
  private final BitSet asked = new BitSet(ASCII);

  /**
   * Prepares.
   *
   * @param all the expressions in the order in which they are tried
   */
  Openings(List<FilterRule> all) {
    this.all = all;
    for (int i = 0; i < ASCII; i++) {
      known.add(List.of());
    }
  }

  /**
   * Those that may match a text.
   *
   * @param text without the line feed at its end
   * @return in the same order
   */
  List<FilterRule> of(String text) {
    int first = text.isEmpty() ? '\n' : text.charAt(0);
    if (first >= ASCII) {
      return all;
    }
    if (!asked.get(first)) {
      asked.set(first);
      known.set(first, all.stream().filter(rule -> rule.expression().opens(first)).toList());
    }
    return known.get(first);
  }
}
