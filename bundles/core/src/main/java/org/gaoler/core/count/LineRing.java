package org.gaoler.core.count;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lines that were counted last, as bytes in a ring: a new one overwrites the oldest.
 *
 * <p>Used under the budget's lock alone.
 */
final class LineRing {

  /** The place of an empty line. */
  static final long EMPTY = 0;

  /** The place of a line that is in the store alone. */
  static final long STORED = (1L << 48) - 1;

  private static final int SHIFT = 14;
  private static final int PAGE = 1 << SHIFT;

  private final byte[][] pages;
  private long end = PAGE;

  /**
   * Begins with no memory at all.
   *
   * @param bytes how many there may be; lines are kept from 16 KiB on
   */
  LineRing(long bytes) {
    this.pages = new byte[(int) (bytes >>> SHIFT)][];
  }

  /**
   * Keeps a line.
   *
   * @return its place, below 2^48
   */
  long add(String line) {
    if (line.isEmpty()) {
      return EMPTY;
    }
    byte[] text = line.getBytes(StandardCharsets.UTF_8);
    int need = text.length + 2;
    if (pages.length == 0 || need > PAGE) {
      return STORED;
    }
    if ((end & (PAGE - 1)) + need > PAGE) {
      end = ((end >>> SHIFT) + 1) << SHIFT;
    }
    byte[] page = page();
    int at = (int) end & (PAGE - 1);
    page[at] = (byte) (text.length >>> 8);
    page[at + 1] = (byte) text.length;
    System.arraycopy(text, 0, page, at + 2, text.length);
    long place = end;
    end += need;
    return place;
  }

  private byte[] page() {
    int slot = slot(end >>> SHIFT);
    if (pages[slot] == null) {
      pages[slot] = new byte[PAGE];
    }
    return pages[slot];
  }

  private int slot(long page) {
    return (int) (page % pages.length);
  }

  /**
   * A line kept before.
   *
   * @param place where
   * @return empty if it is in the store alone
   */
  Optional<String> get(long place) {
    if (place == EMPTY) {
      return Optional.of("");
    }
    long page = place >>> SHIFT;
    if (place == STORED || (end >>> SHIFT) - page >= pages.length) {
      return Optional.empty();
    }
    byte[] bytes = pages[slot(page)];
    int at = (int) place & (PAGE - 1);
    int length = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    return Optional.of(new String(bytes, at + 2, length, StandardCharsets.UTF_8));
  }
}
