package org.gaoler.filter.screen;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Screen;

/**
 * Looks for the needles of all filters in one pass over the bytes (Aho-Corasick with a full table),
 * ASCII letters without regard to case.
 */
public final class NeedleScreen implements Screen {

  private final byte[] classes = new byte[256];
  private final int width;

  /**
   * What follows row {@code r} with column {@code c}: a row, or its complement if a needle ends.
   */
  private final int[] next;

  private final long[] found;
  private final long always;
  private final long everything;

  /**
   * Builds the table.
   *
   * @param filters the needles of each filter; at most {@link Screen#WIDEST}
   */
  public NeedleScreen(List<Needles> filters) {
    width = 1 + classify(filters);
    List<int[]> states = new ArrayList<>(List.of(new int[width]));
    Map<Integer, Long> ends = new HashMap<>();
    long fixed = 0;
    for (int i = 0; i < filters.size(); i++) {
      long bit = 1L << i;
      fixed |= filters.get(i).always() ? bit : 0;
      for (String text : filters.get(i).texts()) {
        ends.merge(plant(states, text), bit, (a, b) -> a | b);
      }
    }
    always = fixed;
    everything = filters.size() == WIDEST ? -1L : (1L << filters.size()) - 1;
    next = new int[states.size() * width];
    found = new long[states.size()];
    ends.forEach((state, bits) -> found[state] = bits);
    link(states);
    point();
  }

  /** Gives each byte that occurs in a needle a column of its own; all others share column 0. */
  private int classify(List<Needles> filters) {
    int columns = 0;
    for (Needles needles : filters) {
      for (String text : needles.texts()) {
        for (int i = 0; i < text.length(); i++) {
          char c = text.charAt(i);
          if (classes[c] == 0) {
            classes[c] = (byte) ++columns;
            if (c >= 'a' && c <= 'z') {
              classes[c - 32] = classes[c];
            }
          }
        }
      }
    }
    return columns;
  }

  private int plant(List<int[]> states, String text) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      int column = classes[text.charAt(i)];
      int[] row = states.get(state);
      if (row[column] == 0) {
        row[column] = states.size();
        states.add(new int[width]);
      }
      state = row[column];
    }
    return state;
  }

  /** Completes the table breadth first, so that no failure links remain to be followed. */
  private void link(List<int[]> states) {
    int[] fallback = new int[states.size()];
    Deque<Integer> queue = new ArrayDeque<>(List.of(0));
    while (!queue.isEmpty()) {
      int state = queue.remove();
      int[] row = states.get(state);
      found[state] |= found[fallback[state]];
      for (int column = 0; column < width; column++) {
        int back = state == 0 ? 0 : next[fallback[state] * width + column];
        if (row[column] == 0) {
          next[state * width + column] = back;
        } else {
          next[state * width + column] = row[column];
          fallback[row[column]] = back;
          queue.add(row[column]);
        }
      }
    }
  }

  /**
   * Turns numbers of states into places of rows, which spares most bytes all that is not needed.
   */
  private void point() {
    for (int i = 0; i < next.length; i++) {
      int row = next[i] * width;
      next[i] = found[next[i]] == 0 ? row : ~row;
    }
  }

  @Override
  public long candidates(byte[] bytes, int start, int end) {
    byte[] columns = classes;
    int[] rows = next;
    long mask = always;
    int row = 0;
    for (int i = start; i < end && mask != everything; i++) {
      row = rows[row + columns[bytes[i] & 0xff]];
      if (row < 0) {
        row = ~row;
        mask |= found[row / width];
      }
    }
    return mask;
  }
}
