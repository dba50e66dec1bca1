package org.gaoler.tail;

import java.io.IOException;

/** The bytes just before the next ones to read; every read begins with them, as a proof. */
final class LastBytes {

  private final byte[] bytes = new byte[Fingerprint.WINDOW];
  private int length;

  int length() {
    return length;
  }

  long fingerprint() {
    return Fingerprint.of(bytes, 0, length);
  }

  /** Whether what was read begins with them. */
  boolean begin(ReadBuffer buffer) {
    return buffer.startsWith(bytes, length);
  }

  /** Takes those before an index of what was read. */
  void take(ReadBuffer buffer, int end) {
    length = Math.min(Fingerprint.WINDOW, end);
    System.arraycopy(buffer.bytes(), end - length, bytes, 0, length);
  }

  /** Reads those before an offset. */
  void read(Content content, long offset, ReadBuffer buffer) throws IOException {
    // if the file is emptied at this moment, the missing bytes will not be found by the next read
    length = (int) Math.min(Fingerprint.WINDOW, offset);
    buffer.fill(content, offset - length, length);
    System.arraycopy(buffer.bytes(), 0, bytes, 0, buffer.length());
  }

  void clear() {
    length = 0;
  }
}
