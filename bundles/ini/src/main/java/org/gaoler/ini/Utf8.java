package org.gaoler.ini;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Reads the text of a file that may hold other bytes, each of which becomes one character between
 * U+DC80 and U+DCFF, so that whoever comes across it can say where it stands.
 */
public final class Utf8 {

  private static final int OTHER = 0xDC00;

  private Utf8() {}

  /**
   * Decodes a file.
   *
   * @param bytes the whole of it
   * @return its text
   */
  public static String decode(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    while (result.isError()) {
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (OTHER + (in.get() & 0xFF)));
      }
      result = decoder.decode(in, out, true);
    }
    return out.flip().toString();
  }

  /** Whether a character stands for a byte that is no UTF-8. */
  static boolean isOther(String text, int at) {
    char each = text.charAt(at);
    return each >= OTHER + 0x80
        && each <= OTHER + 0xFF
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
