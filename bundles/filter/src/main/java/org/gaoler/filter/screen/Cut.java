package org.gaoler.filter.screen;

import java.util.Set;

/**
 * Where in the lines of a filter a date may be cut out, so that the text before it and the text
 * behind it come together.
 *
 * @param anywhere whether nothing is known of that
 * @param borders the signs of which one stands right before a date, unless at most two characters,
 *     no letters or digits, are before it in all
 */
public record Cut(boolean anywhere, Set<Character> borders) {

  /** At any place. */
  public static final Cut ANYWHERE = new Cut(true, Set.of());

  /** At the start, with at most two characters before it that are neither letter nor digit. */
  public static final Cut AT_START = new Cut(false, Set.of());

  public Cut {
    borders = Set.copyOf(borders);
  }

  /** The longest part of a text that no cut divides, if nothing may be cut anywhere. */
  String undivided(String text) {
    int from = 0;
    while (from < 2 && from < text.length() && !Character.isLetterOrDigit(text.charAt(from))) {
      from++;
    }
    String longest = "";
    int begin = from;
    for (int i = from; i < text.length(); i++) {
      boolean last = i == text.length() - 1 || borders.contains(text.charAt(i));
      if (last && i + 1 - begin > longest.length()) {
        longest = text.substring(begin, i + 1);
      }
      begin = last ? i + 1 : begin;
    }
    return longest;
  }
}
