package org.gaoler.filter.expression;

import java.util.ArrayList;
import java.util.List;

/** Parses escapes and character classes for {@link PythonParser}. */
final class CharParser {

  static final String DIGITS = "0123456789";
  private static final String OCTAL = "01234567";
  private static final String HEX = "0123456789abcdefABCDEF";
  private static final String SHORTHANDS = "dDsSwW";
  private static final String PLAIN = "afnrtv";
  private static final String MEANT = "\u0007\f\n\r\t\u000b";

  private final Tokens tokens;

  CharParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /** A class in square brackets, the first of which has been taken. */
  Node bracketed(int flags) throws ExpressionException {
    int open = tokens.offset() - 1;
    boolean negative = tokens.match('^');
    List<Node.Item> items = new ArrayList<>();
    while (items.isEmpty() || !tokens.match(']')) {
      Node.Item from = one(open);
      if (!tokens.match('-')) {
        items.add(from);
      } else if (tokens.match(']')) {
        items.add(from);
        items.add(new Node.Item('\0', '-', '-'));
        break;
      } else {
        items.add(range(from, one(open)));
      }
    }
    return negative || items.size() > 1 || items.get(0).shorthand() != 0 || ranged(items.get(0))
        ? new Node.CharClass(items, negative, Flags.fold(flags), (flags & Flags.ASCII) != 0)
        : new Node.Char(items.get(0).from(), Flags.fold(flags));
  }

  private static boolean ranged(Node.Item item) {
    return item.from() != item.to();
  }

  private Node.Item range(Node.Item from, Node.Item to) throws ExpressionException {
    if (from.shorthand() != 0 || to.shorthand() != 0 || to.from() < from.from()) {
      throw tokens.wrong("a bad range in a character class");
    }
    return new Node.Item('\0', from.from(), to.from());
  }

  private Node.Item one(int open) throws ExpressionException {
    int token = tokens.take();
    if (token == Tokens.END) {
      throw new ExpressionException("a character class that is not closed", open);
    }
    return token < Tokens.ESCAPED
        ? new Node.Item('\0', token, token)
        : escaped(token - Tokens.ESCAPED, true);
  }

  /** An escape that stands for a character or a shorthand class; its letter has been taken. */
  Node.Item escaped(int letter, boolean inside) throws ExpressionException {
    if (letter < 128 && SHORTHANDS.indexOf(letter) >= 0) {
      return new Node.Item((char) letter, 0, 0);
    }
    int code = code(letter, inside);
    return new Node.Item('\0', code, code);
  }

  private int code(int letter, boolean inside) throws ExpressionException {
    int plain = PLAIN.indexOf(letter);
    if (plain >= 0) {
      return MEANT.charAt(plain);
    }
    if (letter == 'b' && inside) {
      return '\b';
    }
    switch (letter) {
      case 'x':
        return numbered(2);
      case 'u':
        return numbered(4);
      case 'U':
        return numbered(8);
      case 'N':
        return named();
      case '0', '1', '2', '3', '4', '5', '6', '7':
        return octal(letter);
      default:
        if (letter < 128 && Character.isLetterOrDigit(letter)) {
          throw tokens.wrong("the escape \\" + (char) letter + ", which means nothing here");
        }
        return letter;
    }
  }

  private int octal(int first) throws ExpressionException {
    int code = Integer.parseInt((char) first + tokens.takeWhile(2, OCTAL), 8);
    if (code > 0377) {
      throw tokens.wrong("an octal character number above 377");
    }
    return code;
  }

  private int numbered(int digits) throws ExpressionException {
    String text = tokens.takeWhile(digits, HEX);
    long code = text.length() < digits ? -1 : Long.parseLong(text, 16);
    if (code < 0 || code > Character.MAX_CODE_POINT) {
      throw tokens.wrong("a malformed character number");
    }
    return (int) code;
  }

  private int named() throws ExpressionException {
    if (!tokens.match('{')) {
      throw tokens.wrong("\\N without {");
    }
    String name = tokens.until('}', "a character name");
    try {
      int code = Character.codePointOf(name);
      if (name.equalsIgnoreCase(Character.getName(code))) {
        return code;
      }
    } catch (IllegalArgumentException e) {
      throw tokens.wrong("a character name that nobody knows: " + name + " (" + e + ")");
    }
    throw tokens.wrong("a character name that nobody knows: " + name);
  }
}
