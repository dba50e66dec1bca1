package org.gaoler.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Tells over raw bytes which of several filters could match a line at all; made by {@link
 * FilterSource#screen}. Used by several threads, allocates nothing.
 */
@ProviderType
public interface Screen {

  /** How many filters one screen serves at most. */
  int WIDEST = 64;

  /**
   * Screens one line.
   *
   * @param bytes the buffer
   * @param start first byte of the line
   * @param end one beyond its last byte, without the line end
   * @return bit i set if filter i of the list must look at the line; 0 for most lines. A line that
   *     a filter would recognise always has its bit set.
   */
  long candidates(byte[] bytes, int start, int end);

  /**
   * Looks in a block of lines for the next that a filter must look at, like {@link #candidates} for
   * one after the other. A line ends with a line feed, perhaps after a carriage return; the last
   * one may lack its end.
   *
   * @param bytes the buffer
   * @param from first byte of a line
   * @param end one beyond the last byte of the block
   * @param stop is told where that line is, or that there is none
   */
  default void find(byte[] bytes, int from, int end, Stop stop) {
    int passed = 0;
    int start = from;
    while (start < end) {
      int feed = start;
      while (feed < end && bytes[feed] != '\n') {
        feed++;
      }
      int text = feed < end && feed > start && bytes[feed - 1] == '\r' ? feed - 1 : feed;
      long candidates = candidates(bytes, start, text);
      if (candidates != 0) {
        stop.at(passed, start, text, Math.min(end, feed + 1), candidates);
        return;
      }
      passed++;
      start = feed + 1;
    }
    stop.none(passed, end);
  }

  /** Where a screen stopped in a block of lines. Used by one thread, again and again. */
  final class Stop {
    private int passed;
    private int start;
    private int end;
    private int next;
    private long candidates;

    /** Begins at no line at all. */
    public Stop() {}

    /**
     * Stops at a line.
     *
     * @param lines how many lines before it concern no filter
     * @param from its first byte
     * @param to one beyond its last byte, without the line end
     * @param following first byte of the line behind it
     * @param filters what {@link Screen#candidates} says of it, not 0
     */
    public void at(int lines, int from, int to, int following, long filters) {
      passed = lines;
      start = from;
      end = to;
      next = following;
      candidates = filters;
    }

    /**
     * Stops at no line.
     *
     * @param lines how many there were
     * @param block one beyond the last byte of the block
     */
    public void none(int lines, int block) {
      at(lines, block, block, block, 0);
    }

    /**
     * How many lines were passed over.
     *
     * @return 0 or more
     */
    public int passed() {
      return passed;
    }

    /**
     * Where the line begins.
     *
     * @return the place of its first byte
     */
    public int start() {
      return start;
    }

    /**
     * Where the line ends.
     *
     * @return the place behind its last byte, without the line end
     */
    public int end() {
      return end;
    }

    /**
     * Where to go on.
     *
     * @return the place of the first byte of the next line, which is the end of the block if there
     *     is none
     */
    public int next() {
      return next;
    }

    /**
     * Which filters must look at the line.
     *
     * @return 0 if there is no such line
     */
    public long candidates() {
      return candidates;
    }
  }
}
