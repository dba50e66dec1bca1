package org.gaoler.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * How the characters of a log are written, so that its lines can be told apart.
 *
 * @param width bytes of a line feed: 1, 2 or 4
 * @param feed which of them is 10; the others are 0
 * @param charset to read wide characters with
 */
record LineForm(int width, int feed, Charset charset) {

  /** A line feed is one byte, and lines are delivered as they are. */
  static final LineForm BYTES = new LineForm(1, 0, StandardCharsets.UTF_8);

  private static final char BYTE_ORDER_MARK = '\ufeff';
  private static final int HIGHEST_BYTE = 0xff;
  private static final int MARK_END = 0xfe;

  /**
   * The form of a log.
   *
   * @param charset as configured; what does not say in which order the bytes stand is seen by the
   *     first character, with the lower byte first in doubt
   * @return empty as long as the first character is not there
   */
  static Optional<LineForm> of(Charset charset, Content content) throws IOException {
    String name = charset.name().toUpperCase(Locale.ROOT);
    int width = name.contains("UTF-16") ? 2 : name.contains("UTF-32") ? 4 : 1;
    if (width == 1) {
      return Optional.of(BYTES);
    }
    if (name.contains("BE")) {
      return Optional.of(wide(width, true));
    }
    if (name.contains("LE")) {
      return Optional.of(wide(width, false));
    }
    ByteBuffer first = ByteBuffer.allocate(width);
    content.read(first, 0);
    return first.hasRemaining()
        ? Optional.empty()
        : Optional.of(wide(width, highestFirst(first.array())));
  }

  private static boolean highestFirst(byte[] first) {
    int last = first[first.length - 1] & HIGHEST_BYTE;
    boolean mark = (first[first.length - 2] & HIGHEST_BYTE) == MARK_END && last == HIGHEST_BYTE;
    return mark || first[0] == 0 && last != 0;
  }

  private static LineForm wide(int width, boolean highestFirst) {
    String name = "UTF-" + width * Byte.SIZE + (highestFirst ? "BE" : "LE");
    return new LineForm(width, highestFirst ? width - 1 : 0, Charset.forName(name));
  }

  /** How many of some bytes are whole characters. */
  int whole(int bytes) {
    return bytes - bytes % width;
  }

  /** The index behind the first line feed in a range that begins with a character, or -1. */
  int endOfFirst(byte[] bytes, int from, int to) {
    for (int i = from; i + width <= to; i += width) {
      if (bytes[i + feed] == '\n' && (width == 1 || isFeed(bytes, i))) {
        return i + width;
      }
    }
    return -1;
  }

  /** The index behind the last line feed in a range that begins with a character, or -1. */
  int endOfLast(byte[] bytes, int from, int to) {
    for (int i = from + whole(to - from) - width; i >= from; i -= width) {
      if (bytes[i + feed] == '\n' && (width == 1 || isFeed(bytes, i))) {
        return i + width;
      }
    }
    return -1;
  }

  /** The offset behind the last whole line; the end of all if that is very far back. */
  long behindLastLine(Content content, ReadBuffer buffer) throws IOException {
    long size = content.size();
    long whole = size - size % width;
    long from = Math.max(0, whole - ReadBuffer.TURN);
    buffer.fill(content, from, (int) (whole - from));
    int end = endOfLast(buffer.bytes(), 0, buffer.length());
    return end < 0 ? (from > 0 ? whole : 0) : from + end;
  }

  private boolean isFeed(byte[] bytes, int at) {
    for (int i = 0; i < width; i++) {
      if (i != feed && bytes[at + i] != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The same lines as UTF-8, without the mark that a file begins with. Each is read by itself, so
   * that half a character at the end of one takes nothing from the next.
   */
  byte[] narrow(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int start = from;
    for (int end = endOfFirst(bytes, from, to); end >= 0; end = endOfFirst(bytes, start, to)) {
      text.append(new String(bytes, start, end - width - start, charset)).append('\n');
      start = end;
    }
    text.append(new String(bytes, start, to - start, charset));
    int marks = text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    return text.substring(marks).getBytes(StandardCharsets.UTF_8);
  }
}
