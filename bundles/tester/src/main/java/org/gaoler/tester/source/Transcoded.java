package org.gaoler.tester.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Gives text of any encoding as UTF-8, so that it can be split at line feeds. */
final class Transcoded extends InputStream {

  private static final int CHARS = 8192;

  private final Reader reader;
  private final char[] chars = new char[CHARS];
  private byte[] bytes = new byte[0];
  private int at;

  Transcoded(InputStream in, Charset charset) {
    this.reader = new InputStreamReader(in, charset);
  }

  @Override
  public int read() throws IOException {
    return more() ? bytes[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (!more()) {
      return -1;
    }
    int count = Math.min(length, bytes.length - at);
    System.arraycopy(bytes, at, into, from, count);
    at += count;
    return count;
  }

  private boolean more() throws IOException {
    if (at < bytes.length) {
      return true;
    }
    int count = reader.read(chars, 0, CHARS - 1);
    if (count > 0 && Character.isHighSurrogate(chars[count - 1])) {
      count += Math.max(0, reader.read(chars, count, 1));
    }
    bytes = new String(chars, 0, Math.max(0, count)).getBytes(StandardCharsets.UTF_8);
    at = 0;
    return bytes.length > 0;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
