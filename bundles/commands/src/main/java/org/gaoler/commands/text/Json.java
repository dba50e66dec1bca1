package org.gaoler.commands.text;

import java.io.IOException;
import java.util.List;

/**
 * Writes JSON (RFC 8259) as it goes, on one line. Whatever is not plainly visible is written as an
 * escape, so that the text is exact and yet safe on a terminal.
 */
public final class Json {

  private static final String HEX = "0123456789abcdef";

  private final Appendable out;
  private final StringBuilder open = new StringBuilder();
  private boolean first = true;

  /**
   * Begins with nothing written.
   *
   * @param out gets the text
   */
  public Json(Appendable out) {
    this.out = out;
  }

  /** Opens an object, as the whole or as the next element of a list. */
  public Json object() throws IOException {
    return open('{', '}');
  }

  /** Opens a list under a key. */
  public Json list(String key) throws IOException {
    key(key);
    return open('[', ']');
  }

  /** Closes what was opened last; a line break follows the whole. */
  public Json end() throws IOException {
    int last = open.length() - 1;
    out.append(open.charAt(last));
    open.setLength(last);
    first = false;
    if (last == 0) {
      out.append('\n');
      first = true;
    }
    return this;
  }

  /** Writes a text under a key. */
  public Json put(String key, String value) throws IOException {
    key(key);
    quote(value);
    return this;
  }

  /** Writes a number under a key. */
  public Json put(String key, long value) throws IOException {
    return bare(key, Long.toString(value));
  }

  /** Writes a truth value under a key. */
  public Json put(String key, boolean value) throws IOException {
    return bare(key, value ? "true" : "false");
  }

  /** Writes null under a key. */
  public Json none(String key) throws IOException {
    return bare(key, "null");
  }

  /** Writes a list of texts under a key. */
  public Json put(String key, List<String> values) throws IOException {
    list(key);
    for (String value : values) {
      comma();
      quote(value);
    }
    return end();
  }

  private Json bare(String key, String value) throws IOException {
    key(key);
    out.append(value);
    return this;
  }

  private Json open(char begin, char end) throws IOException {
    if (end == '}') {
      comma();
    }
    out.append(begin);
    open.append(end);
    first = true;
    return this;
  }

  private void key(String key) throws IOException {
    comma();
    quote(key);
    out.append(':');
  }

  private void comma() throws IOException {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private void quote(String text) throws IOException {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c >= 0x20 && c < 0x7f || c >= 0xa0 && !hidden(text, i)) {
        out.append(c);
      } else {
        escape(c);
      }
    }
    out.append('"');
  }

  /** Both halves of a surrogate pair are judged by the character they make. */
  private static boolean hidden(String text, int at) {
    char c = text.charAt(at);
    int start = Character.isLowSurrogate(c) && at > 0 ? at - 1 : at;
    int point = text.codePointAt(start);
    return Clean.harmful(Character.charCount(point) == 2 ? point : c);
  }

  private void escape(char c) throws IOException {
    out.append("\\u")
        .append(HEX.charAt(c >> 12))
        .append(HEX.charAt(c >> 8 & 15))
        .append(HEX.charAt(c >> 4 & 15))
        .append(HEX.charAt(c & 15));
  }
}
