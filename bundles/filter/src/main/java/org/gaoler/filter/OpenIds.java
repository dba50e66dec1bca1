package org.gaoler.filter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The ids of the sessions that are open, to be looked for in raw lines of any encoding that has
 * ASCII in it. Used by one thread at a time.
 */
final class OpenIds {

  /** Ids are found by so many of their first bytes. */
  private static final int BEGIN = 3;

  private static final int SLOTS = 1 << 13;

  private final Id[] slots = new Id[SLOTS];

  /** How many ids begin with each byte: most bytes of a line none begins with. */
  private final int[] begins = new int[128];

  private int size;
  private int odd;

  /** An id, and another one that falls into the same slot. */
  private static final class Id {
    final byte[] text;
    Id other;

    Id(byte[] text, Id other) {
      this.text = text;
      this.other = other;
    }

    boolean at(byte[] bytes, int from, int end) {
      if (end - from < text.length) {
        return false;
      }
      for (int i = 0; i < text.length; i++) {
        if (bytes[from + i] != text[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /** Adds the id of a session that was not open. */
  void add(String id) {
    byte[] text = id.getBytes(StandardCharsets.UTF_8);
    size++;
    if (odd(text, id)) {
      odd++;
    } else {
      int slot = slot(text[0], text[1], text[2]);
      slots[slot] = new Id(text, slots[slot]);
      begins[text[0]]++;
    }
  }

  /** Removes the id of a session that was open. */
  void remove(String id) {
    byte[] text = id.getBytes(StandardCharsets.UTF_8);
    size--;
    if (odd(text, id)) {
      odd--;
      return;
    }
    begins[text[0]]--;
    int slot = slot(text[0], text[1], text[2]);
    Id before = null;
    Id each = slots[slot];
    while (!Arrays.equals(each.text, text)) {
      before = each;
      each = each.other;
    }
    if (before == null) {
      slots[slot] = each.other;
    } else {
      before.other = each.other;
    }
  }

  /** Too short to be looked for, or differing by encoding. */
  private static boolean odd(byte[] text, String id) {
    return text.length < BEGIN || text.length != id.length();
  }

  private static int slot(int a, int b, int c) {
    return ((a & 0x7f) * 961 + (b & 0x7f) * 31 + (c & 0x7f)) & SLOTS - 1;
  }

  /** Whether an id may stand in a line; true if any id is of a kind that is not looked for. */
  boolean in(byte[] bytes, int start, int end) {
    if (size == 0 || odd > 0) {
      return odd > 0;
    }
    for (int i = start; i <= end - BEGIN; i++) {
      if (begins[bytes[i] & 0x7f] == 0) {
        continue;
      }
      Id id = slots[slot(bytes[i], bytes[i + 1], bytes[i + 2])];
      while (id != null) {
        if (id.at(bytes, i, end)) {
          return true;
        }
        id = id.other;
      }
    }
    return false;
  }
}
