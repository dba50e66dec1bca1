package org.gaoler.tail;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * How much of what was read is handed over at once. Where lines are expensive it is so little that
 * a turn ends after some ten milliseconds, and other logs need not wait for a whole buffer of them.
 */
final class Portion {

  private static final int MOST = 32 * 1024;
  private static final int FIRST = 4 * 1024;
  private static final int LEAST = 64;
  private static final long TURN = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONG = TimeUnit.MILLISECONDS.toNanos(2);

  private int size = FIRST;

  /** Takes a portion, which begins and ends with lines. */
  @FunctionalInterface
  interface Taker {
    void take(int start, int end) throws IOException;
  }

  /**
   * Hands over lines portion by portion.
   *
   * @param start where a line begins
   * @return whether there was time for all of them; if not, those at the end are left
   */
  boolean hand(LineForm form, byte[] bytes, int start, int stop, Taker taker) throws IOException {
    long begun = System.nanoTime();
    long last = begun;
    int from = start;
    while (from < stop && (from == start || last - begun < TURN)) {
      int end = end(form, bytes, from, stop);
      taker.take(from, end);
      from = end;
      long now = System.nanoTime();
      size = now - last > LONG ? Math.max(LEAST, size / 4) : Math.min(MOST, size * 2);
      last = now;
    }
    return from == stop;
  }

  private int end(LineForm form, byte[] bytes, int from, int stop) {
    if (stop - from <= size) {
      return stop;
    }
    int end = form.endOfLast(bytes, from, from + size);
    if (end < 0) {
      end = form.endOfFirst(bytes, from, stop);
    }
    return end < 0 ? stop : end;
  }
}
