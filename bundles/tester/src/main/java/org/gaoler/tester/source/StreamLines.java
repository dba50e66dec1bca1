package org.gaoler.tester.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Splits a stream into lines in constant memory. A line that is longer than {@link #LONGEST} bytes
 * is cut there.
 */
final class StreamLines implements LineSource {

  /** Bytes of a line that are kept. */
  static final int LONGEST = 1 << 20;

  private static final int BLOCK = 1 << 16;

  private final InputStream in;
  private final Counted raw;
  private final long size;
  private final Charset charset;
  private final byte[] block = new byte[BLOCK];
  private byte[] line = new byte[1024];
  private int length;
  private int at;
  private int limit;
  private long cut;
  private boolean ended;

  /**
   * Begins at the first byte.
   *
   * @param in gives the text
   * @param raw what it is made of, for the progress
   * @param size bytes that raw will give; 0 if unknown
   * @param charset how text is encoded; line feeds are single bytes in it
   */
  StreamLines(InputStream in, Counted raw, long size, Charset charset) {
    this.in = in;
    this.raw = raw;
    this.size = size;
    this.charset = charset;
  }

  @Override
  public boolean next() throws IOException {
    length = 0;
    boolean begun = false;
    boolean tooLong = false;
    while (at < limit || fill()) {
      begun = true;
      int end = at;
      while (end < limit && block[end] != '\n') {
        end++;
      }
      tooLong |= keep(end);
      at = Math.min(limit, end + 1);
      ended = end < limit;
      if (ended) {
        break;
      }
    }
    cut += tooLong ? 1 : 0;
    return begun;
  }

  private boolean fill() throws IOException {
    at = 0;
    limit = Math.max(0, in.read(block));
    return limit > 0;
  }

  /** Keeps what stands before an index; says whether some of it was too much. */
  private boolean keep(int end) {
    int fits = Math.min(end - at, LONGEST - length);
    if (length + fits > line.length) {
      line = Arrays.copyOf(line, Math.max(length + fits, 2 * line.length));
    }
    System.arraycopy(block, at, line, length, fits);
    length += fits;
    return fits < end - at;
  }

  @Override
  public String line() {
    int end = length;
    while (end > 0 && (line[end - 1] == '\r' || line[end - 1] == '\n')) {
      end--;
    }
    return new String(line, 0, end, charset);
  }

  @Override
  public boolean whole() {
    return ended;
  }

  @Override
  public int progress() {
    return size == 0 ? -1 : (int) Math.min(1000, raw.count() * 1000 / size);
  }

  @Override
  public long cut() {
    return cut;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
