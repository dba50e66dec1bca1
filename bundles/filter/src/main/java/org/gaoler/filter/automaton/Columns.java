package org.gaoler.filter.automaton;

import java.util.HashMap;
import java.util.Map;
import org.gaoler.filter.expression.ByteSet;

/**
 * Groups the bytes that no set of a net tells apart; all bytes beyond ASCII are one group.
 *
 * @param of the column of each byte
 * @param samples one byte of each column
 */
record Columns(int[] of, int[] samples) {

  /** Groups the bytes for a net. */
  static Columns of(Net net) {
    int[] columns = new int[128];
    for (ByteSet set : net.sets()) {
      Map<Integer, Integer> renamed = new HashMap<>();
      for (int code = 0; code < columns.length; code++) {
        int key = columns[code] << 1 | (set.has(code) ? 1 : 0);
        renamed.putIfAbsent(key, renamed.size());
        columns[code] = renamed.get(key);
      }
    }
    int width = 0;
    for (int column : columns) {
      width = Math.max(width, column + 1);
    }
    int[] of = new int[256];
    int[] samples = new int[width + 1];
    for (int code = 0; code < of.length; code++) {
      int column = code < columns.length ? columns[code] : width;
      of[code] = column;
      samples[column] = code;
    }
    return new Columns(of, samples);
  }

  int width() {
    return samples.length;
  }
}
