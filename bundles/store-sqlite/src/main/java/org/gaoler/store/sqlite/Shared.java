package org.gaoler.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Reads texts and fields that many sentences have in common, into memory once for all of them. */
final class Shared {

  private static final int MOST = 1000;

  private final Map<ByteBuffer, Map<String, String>> seen = new HashMap<>();
  private final Map<ByteBuffer, String> texts = new HashMap<>();

  /** A text of its own column; as bytes, since the driver's way to a string takes twice as long. */
  String text(byte[] text) {
    if (texts.size() > MOST) {
      texts.clear();
    }
    return texts.computeIfAbsent(ByteBuffer.wrap(text), unseen -> new String(text, UTF_8));
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
