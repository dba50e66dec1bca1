package org.gaoler.filter.automaton;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The states of an automaton that lines have led to so far, each a set of nodes of the net. A state
 * is told by the place of its row in the table of steps, which is 0 for a step not known yet. A
 * step into a state that decides for good is negative: the complement of the number of a verdict.
 *
 * <p>Used by one thread at a time.
 */
final class States {

  private static final int ROOM = 256;

  private final int width;
  private final int most;
  private int[] next;
  private int[][] members;
  private long[] ends;
  private long[] verdicts = new long[4];
  private int count;
  private int decided;
  private int bytes;
  private final Map<Members, Integer> known = new HashMap<>();
  private final Map<Long, Integer> finals = new HashMap<>();

  /** The nodes of a state. */
  private record Members(int[] nodes) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Members that && Arrays.equals(nodes, that.nodes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(nodes);
    }
  }

  /**
   * Begins without any.
   *
   * @param width how many columns the bytes have
   * @param most how much memory they may take, in bytes
   */
  States(int width, int most) {
    this.width = width;
    this.most = most;
    clear();
  }

  /** Forgets all states and verdicts. */
  void clear() {
    known.clear();
    finals.clear();
    next = new int[ROOM * width];
    members = new int[ROOM][];
    ends = new long[ROOM];
    count = 1;
    decided = 0;
    bytes = ROOM * (width * 4 + 16);
  }

  /** The table: what follows row {@code r} with column {@code c} stands at {@code r + c}. */
  int[] next() {
    return next;
  }

  /** Whether there is room for another state of so many nodes. */
  boolean room(int nodes) {
    return bytes + cost(nodes) <= most;
  }

  private int cost(int nodes) {
    return nodes * 4 + 120 + (count == members.length ? count * (width * 4 + 16) : 0);
  }

  /** The row of the state with these nodes, made if there is none. */
  int row(int[] nodes) {
    Members key = new Members(nodes);
    Integer row = known.get(key);
    if (row != null) {
      return row;
    }
    bytes += cost(nodes.length);
    if (count == members.length) {
      next = Arrays.copyOf(next, next.length * 2);
      members = Arrays.copyOf(members, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    members[count] = nodes;
    int fresh = count++ * width;
    known.put(key, fresh);
    return fresh;
  }

  /** What stands in the table for a verdict. */
  int verdict(long filters) {
    Integer number = finals.get(filters);
    if (number != null) {
      return ~number;
    }
    if (decided == verdicts.length) {
      verdicts = Arrays.copyOf(verdicts, decided * 2);
    }
    verdicts[decided] = filters;
    finals.put(filters, decided);
    return ~decided++;
  }

  /** The filters of a verdict. */
  long filters(int verdict) {
    return verdicts[~verdict];
  }

  int[] members(int row) {
    return members[row / width];
  }

  void step(int row, int column, int to) {
    next[row + column] = to;
  }

  /** What was noted for lines that end in a state; 0 if nothing was. */
  long ends(int row) {
    return ends[row / width];
  }

  void ends(int row, long note) {
    ends[row / width] = note;
  }

  int count() {
    return count - 1;
  }

  int bytes() {
    return bytes;
  }
}
