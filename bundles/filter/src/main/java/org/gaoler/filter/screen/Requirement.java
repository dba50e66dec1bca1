package org.gaoler.filter.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Texts of which at least one stands in every line that an expression matches; none if nothing can
 * be said. All are lower-case ASCII and are looked for without regard to case.
 *
 * @param texts any of these; empty if nothing can be said
 */
record Requirement(List<String> texts) {

  static final Requirement NONE = new Requirement(List.of());

  private static final int MOST = 256;
  private static final int SHORTEST = 3;

  /** What a character is worth in a line that is not made of letters by chance. */
  private static final double CHARACTER = 1.5;

  /** Longer texts are no rarer. */
  private static final int LONG = 12;

  Requirement {
    texts = List.copyOf(texts);
  }

  /** Of any of these, or nothing if there are too many or too short ones. */
  static Requirement anyOf(Iterable<String> texts) {
    TreeSet<String> sorted = new TreeSet<>();
    for (String text : texts) {
      if (text.length() < SHORTEST) {
        return NONE;
      }
      sorted.add(text);
    }
    List<String> needed = new ArrayList<>();
    for (String text : sorted) {
      if (!containsAnother(text, sorted)) {
        needed.add(text);
      }
    }
    return needed.size() > MOST ? NONE : new Requirement(needed);
  }

  /** A text that contains another of the set says nothing that the other does not. */
  private static boolean containsAnother(String text, TreeSet<String> texts) {
    for (String other : texts) {
      if (other.length() < text.length() && text.contains(other)) {
        return true;
      }
    }
    return false;
  }

  boolean says() {
    return !texts.isEmpty();
  }

  /** The one that fewer lines will meet. */
  Requirement better(Requirement other) {
    return score() >= other.score() ? this : other;
  }

  /** Longer texts and fewer of them are rarer; each character of a text tells about as much. */
  private double score() {
    double chance = 0;
    for (String text : texts) {
      chance += Math.exp(-CHARACTER * Math.min(text.length(), LONG));
    }
    return texts.isEmpty() ? -1 : -Math.log(chance);
  }
}
