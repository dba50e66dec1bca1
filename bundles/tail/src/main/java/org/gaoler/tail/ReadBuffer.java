package org.gaoler.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes one reading thread works on; made once for each thread and used for all its files. */
public final class ReadBuffer {

  /** Most bytes read in one turn, so that one long file does not starve the others. */
  static final int TURN = 256 * 1024;

  private static final int USUAL = TURN + LastBytes.MOST;

  private byte[] bytes = new byte[USUAL];
  private ByteBuffer view = ByteBuffer.wrap(bytes);
  private int length;

  /** Makes a buffer of 256 KiB; it grows to little more than 1 MiB while a line needs it. */
  public ReadBuffer() {}

  /** Reads from an offset; less than wanted only at the end of the file. */
  void fill(Content content, long offset, int wanted) throws IOException {
    fit(wanted);
    view.limit(wanted).position(0);
    length = Math.max(0, content.read(view, offset));
  }

  private void fit(int wanted) {
    boolean tooSmall = wanted > bytes.length;
    boolean tooBig = wanted <= USUAL && bytes.length > USUAL;
    if (tooSmall || tooBig) {
      bytes = new byte[Math.max(wanted, USUAL)];
      view = ByteBuffer.wrap(bytes);
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  boolean startsWith(byte[] wanted, int count) {
    return length >= count && Arrays.equals(bytes, 0, count, wanted, 0, count);
  }

  /** How many zero bytes a range begins with. */
  int zeros(int from, int to) {
    int i = from;
    while (i < to && bytes[i] == 0) {
      i++;
    }
    return i - from;
  }

  /** Hash of the window that ends at an index; the window is shorter at the start of the file. */
  long fingerprint(int end) {
    return Fingerprint.of(bytes, Math.max(0, end - Fingerprint.WINDOW), end);
  }
}
