package org.gaoler.tail;

/** Hashes the few bytes that tell one file content from another. */
final class Fingerprint {

  /** So many bytes before a position are compared; a log line's date alone is shorter. */
  static final int WINDOW = 64;

  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Fingerprint() {}

  static long of(byte[] bytes, int from, int to) {
    long hash = FNV_BASIS;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * FNV_PRIME;
    }
    return hash;
  }
}
