package org.gaoler.store.sqlite;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Reads texts and fields that many sentences have in common, into memory once for all of them. */
final class Shared {

  private static final int MOST = 1000;

  private final Map<ByteBuffer, Map<String, String>> seen = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();

  String text(String text) {
    if (texts.size() > MOST) {
      texts.clear();
    }
    String before = texts.putIfAbsent(text, text);
    return before == null ? text : before;
  }

  /**
   * The fields of one sentence.
   *
   * @param packed as stored; null if there are none
   */
  Map<String, String> fields(byte[] packed) {
    if (packed == null) {
      return Map.of();
    }
    if (seen.size() > MOST) {
      seen.clear();
    }
    return seen.computeIfAbsent(ByteBuffer.wrap(packed), unseen -> Packed.pairs(packed));
  }
}
