package org.gaoler.commands.text;

import java.util.Collection;

/** Guesses which word was meant. */
public final class Nearest {

  private Nearest() {}

  /**
   * A question to put behind a message.
   *
   * @param word as typed
   * @param words those there are
   * @return such as {@code (did you mean "ban"?)} after a blank; empty if none comes near
   */
  public static String guess(String word, Collection<String> words) {
    String best = "";
    int least = Math.max(1, Math.min(3, word.length() / 2)) + 1;
    for (String candidate : words) {
      int distance =
          !word.isEmpty() && candidate.startsWith(word) ? 0 : distance(word, candidate, least);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? "" : " (did you mean \"" + best + "\"?)";
  }

  /** How many letters must be put in, left out or exchanged; the limit if at least as many. */
  private static int distance(String left, String right, int limit) {
    if (Math.abs(left.length() - right.length()) >= limit) {
      return limit;
    }
    int[] row = new int[right.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= left.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column < row.length; column++) {
        int same = left.charAt(line - 1) == right.charAt(column - 1) ? 0 : 1;
        int exchanged = diagonal + same;
        diagonal = row[column];
        row[column] = Math.min(exchanged, Math.min(row[column], row[column - 1]) + 1);
      }
    }
    return Math.min(limit, row[right.length()]);
  }
}
