package org.gaoler.filter.expression;

import java.util.ArrayList;
import java.util.List;

/** Parses escapes and character classes for {@link PythonParser}. */
final class CharParser {

  private static final String PLAIN = "afnrtv";
  private static final String MEANT = "\u0007\f\n\r\t\u000b";

  private final String source;

  CharParser(String source) {
    this.source = source;
  }

  /** A class in square brackets. */
  Node bracketed(PythonParser parser) throws ExpressionException {
    int open = parser.at();
    boolean negative = source.startsWith("^", open + 1);
    int first = open + (negative ? 2 : 1);
    parser.moveTo(first);
    List<Node.Item> items = new ArrayList<>();
    while (parser.at() == first || !source.startsWith("]", parser.at())) {
      if (parser.at() >= source.length()) {
        parser.moveTo(open);
        throw parser.wrong("a character class that is not closed");
      }
      items.add(range(parser));
    }
    parser.moveTo(parser.at() + 1);
    return new Node.CharClass(items, negative, parser.fold());
  }

  private Node.Item range(PythonParser parser) throws ExpressionException {
    Node.Item from = one(parser);
    int dash = parser.at();
    boolean ranged =
        source.startsWith("-", dash)
            && dash + 1 < source.length()
            && source.charAt(dash + 1) != ']';
    if (!ranged) {
      return from;
    }
    parser.moveTo(dash + 1);
    Node.Item to = one(parser);
    if (from.shorthand() != 0 || to.shorthand() != 0 || to.from() < from.from()) {
      throw parser.wrong("a bad range in a character class");
    }
    return new Node.Item('\0', from.from(), to.from());
  }

  private Node.Item one(PythonParser parser) throws ExpressionException {
    int at = parser.at();
    if (at >= source.length()) {
      throw parser.wrong("a character class that is not closed");
    }
    if (source.charAt(at) == '\\') {
      return escaped(parser);
    }
    int code = source.codePointAt(at);
    parser.moveTo(at + Character.charCount(code));
    return new Node.Item('\0', code, code);
  }

  /** An escape that stands for a character or a shorthand class. */
  Node.Item escaped(PythonParser parser) throws ExpressionException {
    int at = parser.at();
    if (at + 1 >= source.length()) {
      throw parser.wrong("a lone backslash at the end");
    }
    int code = source.codePointAt(at + 1);
    int plain = PLAIN.indexOf(code);
    int digits = code == 'x' ? 2 : code == 'u' ? 4 : code == 'U' ? 8 : 0;
    if ("dDsSwW".indexOf(code) >= 0) {
      parser.moveTo(at + 2);
      return new Node.Item((char) code, 0, 0);
    }
    if (digits > 0) {
      return numbered(parser, at + 2, digits, 16);
    }
    if (code >= '0' && code <= '7') {
      int end = at + 1;
      while (end < source.length() && end < at + 4 && Character.digit(source.charAt(end), 8) >= 0) {
        end++;
      }
      return numbered(parser, at + 1, end - at - 1, 8);
    }
    if (plain < 0 && code < 128 && Character.isLetterOrDigit(code) && code != 'b') {
      throw parser.wrong("the escape \\" + (char) code + ", which means nothing");
    }
    parser.moveTo(at + 1 + Character.charCount(code));
    int meant = plain >= 0 ? MEANT.charAt(plain) : code == 'b' ? '\b' : code;
    return new Node.Item('\0', meant, meant);
  }

  private Node.Item numbered(PythonParser parser, int start, int digits, int radix)
      throws ExpressionException {
    try {
      int code = Integer.parseInt(source.substring(start, start + digits), radix);
      parser.moveTo(start + digits);
      return new Node.Item('\0', code, code);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw parser.wrong("a malformed character number");
    }
  }
}
