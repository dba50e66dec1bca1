package org.gaoler.filter.automaton;

import java.util.Arrays;

/**
 * Remembers the states that the beginning of the line before led to: lines often begin alike, with
 * the same second, host and program. Used by one thread at a time.
 */
final class Trail {

  private static final int REACH = 64;

  private final int[] rows = new int[REACH + 1];
  private final byte[] saved = new byte[REACH];
  private byte[] text = saved;
  private int start;
  private int known;

  /** Forgets everything, for states that were forgotten. */
  void begin(int first) {
    rows[0] = first;
    known = 0;
  }

  /** How many bytes a line has in common with the one before, as far as that is remembered. */
  int common(byte[] bytes, int from, int end) {
    int most = Math.min(known, end - from);
    int other = Arrays.mismatch(text, start, start + most, bytes, from, from + most);
    return other < 0 ? most : other;
  }

  /** The state after so many bytes of the line. */
  int row(int bytes) {
    return rows[bytes];
  }

  /**
   * Takes the beginning of a line as far as the table leads without a verdict, and remembers it.
   *
   * @param from where the line begins
   * @param common how many bytes it has in common with the line before
   * @return where it stopped
   */
  int follow(byte[] bytes, int from, int common, int end, int[] next, int[] column) {
    int[] path = rows;
    int row = path[common];
    int at = from + common;
    int last = Math.min(end, from + REACH);
    while (at < last && row > 0) {
      int to = next[row + column[bytes[at] & 0xff]];
      if (to <= 0) {
        break;
      }
      row = to;
      at++;
      path[at - from] = to;
    }
    text = bytes;
    start = from;
    known = at - from;
    return at;
  }

  /** Keeps the line's beginning, since its bytes will be gone. */
  void keep() {
    System.arraycopy(text, start, saved, 0, known);
    text = saved;
    start = 0;
  }
}
