package org.gaoler.filter.automaton;

/** Tells where lines end: at a line feed, perhaps with a carriage return before it. */
final class LineEnd {

  private LineEnd() {}

  /**
   * The place of the next line feed, or the end of the block; most bytes of a log are read here.
   */
  static int feed(byte[] bytes, int from, int end) {
    int at = from;
    int last = end - 3;
    while (at < last) {
      if (bytes[at] == '\n') {
        return at;
      }
      if (bytes[at + 1] == '\n') {
        return at + 1;
      }
      if (bytes[at + 2] == '\n') {
        return at + 2;
      }
      if (bytes[at + 3] == '\n') {
        return at + 3;
      }
      at += 4;
    }
    while (at < end && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  /** The place behind a line's text, given that of its line feed, if it has one. */
  static int text(byte[] bytes, int start, int feed, int end) {
    return feed < end && feed > start && bytes[feed - 1] == '\r' ? feed - 1 : feed;
  }

  /** Whether the end of a line begins at a place. */
  static boolean here(byte[] bytes, int at, int end) {
    return bytes[at] == '\n' || bytes[at] == '\r' && at + 1 < end && bytes[at + 1] == '\n';
  }
}
