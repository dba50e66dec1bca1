package org.gaoler.tail;

import java.io.IOException;

/** The bytes just before the next ones to read; every read begins with them, as a proof. */
final class LastBytes {

  /** So many, since lines often end alike: a whole line holds its time. */
  static final int MOST = 512;

  private final byte[] bytes = new byte[MOST];
  private int length;

  int length() {
    return length;
  }

  long fingerprint() {
    return Fingerprint.of(bytes, Math.max(0, length - Fingerprint.WINDOW), length);
  }

  /** Whether what was read begins with them. */
  boolean begin(ReadBuffer buffer) {
    return buffer.startsWith(bytes, length);
  }

  /** Takes those before an index of what was read. */
  void take(ReadBuffer buffer, int end) {
    length = Math.min(MOST, end);
    System.arraycopy(buffer.bytes(), end - length, bytes, 0, length);
  }

  /** Reads those before an offset. */
  void read(Content content, long offset, ReadBuffer buffer) throws IOException {
    // if the file is emptied at this moment, the missing bytes will not be found by the next read
    length = (int) Math.min(MOST, offset);
    buffer.fill(content, offset - length, length);
    System.arraycopy(buffer.bytes(), 0, bytes, 0, buffer.length());
  }

  void clear() {
    length = 0;
  }
}
