package org.gaoler.store.sqlite;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Unpacks fields; the few accounts that everybody tries are in memory once, not 100,000 times. */
final class Shared {

  private static final int MOST = 1000;

  private final Map<ByteBuffer, Map<String, String>> seen = new HashMap<>();

  /**
   * The fields of one sentence.
   *
   * @param packed as stored; null if there are none
   */
  Map<String, String> of(byte[] packed) {
    if (packed == null) {
      return Map.of();
    }
    if (seen.size() > MOST) {
      seen.clear();
    }
    return seen.computeIfAbsent(ByteBuffer.wrap(packed), unseen -> Packed.pairs(packed));
  }
}
