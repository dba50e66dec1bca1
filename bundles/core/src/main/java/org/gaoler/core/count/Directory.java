package org.gaoler.core.count;

import java.util.Arrays;

/**
 * The beginnings of hash chains, as many as there are entries. Grows by one at a time (linear
 * hashing), so that nobody ever waits until all are sorted anew.
 *
 * <p>Used under the budget's lock alone.
 */
final class Directory {

  private static final int SHIFT = 10;
  private static final int PER_PAGE = 1 << SHIFT;
  private static final int FIRST = 64;

  private int[][] pages = new int[4][];
  private int size;
  private int level = FIRST;

  Directory() {
    while (size < FIRST) {
      append();
    }
  }

  private void append() {
    int page = size >>> SHIFT;
    if (page == pages.length) {
      pages = Arrays.copyOf(pages, page * 2);
    }
    if (pages[page] == null) {
      pages[page] = new int[PER_PAGE];
    }
    head(size++, Cells.NONE);
  }

  /** How many chains there are. */
  int size() {
    return size;
  }

  /** The chain in which something belongs. */
  int chain(int hash) {
    int chain = hash & level * 2 - 1;
    return chain < size ? chain : hash & level - 1;
  }

  /** The first of a chain. */
  int head(int chain) {
    return pages[chain >>> SHIFT][chain & PER_PAGE - 1];
  }

  void head(int chain, int cell) {
    pages[chain >>> SHIFT][chain & PER_PAGE - 1] = cell;
  }

  /**
   * Adds a chain.
   *
   * @return the one whose entries now belong partly in the new one
   */
  int grow() {
    if (size == level * 2) {
      level *= 2;
    }
    append();
    return size - 1 - level;
  }
}
