package org.gaoler.core.count;

import java.util.Arrays;

/** The failures of one offender while they are looked at, oldest first. */
final class Marks {

  private static final int WEIGHT_LIMIT = (1 << 24) - 1;

  private long[] whens = new long[8];
  private int[] weights = new int[8];
  private long[] lines = new long[8];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** Microseconds since 1970. */
  long when(int at) {
    return whens[at];
  }

  int weight(int at) {
    return weights[at];
  }

  /** The place of its line. */
  long line(int at) {
    return lines[at];
  }

  /** The time of the latest; there is one. */
  long newest() {
    return whens[size - 1];
  }

  /** The sum of all weights, at most the greatest int. */
  int weight() {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += weights[i];
    }
    return (int) Math.min(sum, Integer.MAX_VALUE);
  }

  void add(long when, int weight, long line) {
    insert(size, when, weight, line);
  }

  void insert(int at, long when, int weight, long line) {
    if (size == whens.length) {
      whens = Arrays.copyOf(whens, size * 2);
      weights = Arrays.copyOf(weights, size * 2);
      lines = Arrays.copyOf(lines, size * 2);
    }
    System.arraycopy(whens, at, whens, at + 1, size - at);
    System.arraycopy(weights, at, weights, at + 1, size - at);
    System.arraycopy(lines, at, lines, at + 1, size - at);
    whens[at] = when;
    weights[at] = Math.min(weight, WEIGHT_LIMIT);
    lines[at] = line;
    size++;
  }

  /** Where something of that time belongs: behind everything that is not later. */
  int place(long when) {
    int at = size;
    while (at > 0 && whens[at - 1] > when) {
      at--;
    }
    return at;
  }

  void removeFirst(int count) {
    System.arraycopy(whens, count, whens, 0, size - count);
    System.arraycopy(weights, count, weights, 0, size - count);
    System.arraycopy(lines, count, lines, 0, size - count);
    size -= count;
  }
}
