package org.gaoler.filter.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Letters that Python takes for the same where case does not matter. */
final class Relatives {

  /** Behind this there are no letters with case. */
  private static final int LAST = 0x1FFFF;

  private static final Map<Integer, List<Integer>> OTHERS = new HashMap<>();
  private static final Map<Integer, List<Integer>> SOURCES = new HashMap<>();

  static {
    Map<String, List<Integer>> upper = new HashMap<>();
    for (int code = 0; code <= LAST; code++) {
      int lower = Character.toLowerCase(code);
      if (lower != code) {
        SOURCES.computeIfAbsent(lower, c -> new ArrayList<>()).add(code);
      } else {
        String itself = Character.toString(code);
        String capitals = itself.toUpperCase(Locale.ROOT);
        if (!capitals.equals(itself)) {
          upper.computeIfAbsent(capitals, c -> new ArrayList<>()).add(code);
        }
      }
    }
    for (List<Integer> same : upper.values()) {
      for (int code : same.size() > 1 ? same : List.<Integer>of()) {
        List<Integer> others = new ArrayList<>(same);
        others.remove((Integer) code);
        OTHERS.put(code, others);
      }
    }
  }

  private Relatives() {}

  /** Whether a character has another case. */
  static boolean cased(int code, Fold fold) {
    if (fold == Fold.ASCII) {
      return code < 128 && Character.isLetter(code);
    }
    return Character.toLowerCase(code) != code || Character.toUpperCase(code) != code;
  }

  /** The characters that an item of an expression may be for a small letter to match it. */
  static List<Integer> of(int lower, Fold fold) {
    List<Integer> all = new ArrayList<>(List.of(lower));
    if (fold == Fold.ASCII) {
      if (lower >= 'a' && lower <= 'z') {
        all.add(lower - 32);
      }
      return all;
    }
    all.addAll(OTHERS.getOrDefault(lower, List.of()));
    for (int code : List.copyOf(all)) {
      all.addAll(SOURCES.getOrDefault(code, List.of()));
    }
    return all;
  }
}
