package org.gaoler.core.count;

import java.util.Arrays;

/**
 * Memory in small cells of one size, which are taken and given back one by one: nothing for the
 * garbage collector to follow, and no gaps however long it runs.
 *
 * <p>Used under the budget's lock alone.
 */
final class Cells {

  /** What stands for no cell. */
  static final int NONE = -1;

  /** How many ints a cell has. */
  static final int INTS = 10;

  private static final int SHIFT = 10;
  private static final int PER_PAGE = 1 << SHIFT;
  private static final int MASK = PER_PAGE - 1;

  private final int limit;
  private int[][] pages = new int[4][];
  private int begun;
  private int used;
  private int free = NONE;

  /**
   * Begins with no memory at all.
   *
   * @param limit how many cells there may be
   */
  Cells(int limit) {
    this.limit = limit;
  }

  /** How many more may be taken. */
  int left() {
    return limit - used;
  }

  /** How many are taken. */
  int used() {
    return used;
  }

  /** Takes one; it holds anything. */
  int take() {
    used++;
    if (free != NONE) {
      int cell = free;
      free = get(cell, 0);
      return cell;
    }
    int page = begun >>> SHIFT;
    if (page == pages.length) {
      pages = Arrays.copyOf(pages, page * 2);
    }
    if (pages[page] == null) {
      pages[page] = new int[PER_PAGE * INTS];
    }
    return begun++;
  }

  /** Gives one back. */
  void give(int cell) {
    set(cell, 0, free);
    free = cell;
    used--;
  }

  int get(int cell, int at) {
    return pages[cell >>> SHIFT][(cell & MASK) * INTS + at];
  }

  void set(int cell, int at, int value) {
    pages[cell >>> SHIFT][(cell & MASK) * INTS + at] = value;
  }
}
