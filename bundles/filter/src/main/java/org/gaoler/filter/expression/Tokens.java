package org.gaoler.filter.expression;

/** Cuts an expression into characters, where a backslash and what follows it are one. */
final class Tokens {

  /** What comes after the last one. */
  static final int END = -1;

  /** Marks the character after a backslash. */
  static final int ESCAPED = 1 << 24;

  private final String source;
  private int start;
  private int end;
  private int next;

  Tokens(String source) throws ExpressionException {
    this.source = source;
    seek(0);
  }

  /** Goes to an offset in the expression. */
  void seek(int offset) throws ExpressionException {
    start = offset;
    if (offset >= source.length()) {
      end = offset;
      next = END;
      return;
    }
    next = source.codePointAt(offset);
    end = offset + Character.charCount(next);
    if (next == '\\') {
      if (end >= source.length()) {
        throw new ExpressionException("a lone backslash at the end", offset);
      }
      next = source.codePointAt(end);
      end += Character.charCount(next);
      next |= ESCAPED;
    }
  }

  int peek() {
    return next;
  }

  int take() throws ExpressionException {
    int token = next;
    seek(end);
    return token;
  }

  boolean match(int token) throws ExpressionException {
    if (next != token) {
      return false;
    }
    seek(end);
    return true;
  }

  /** Whether one of these comes next, none of them escaped. */
  boolean at(String characters) {
    return next != END && next < ESCAPED && characters.indexOf(next) >= 0;
  }

  /** Takes at most so many characters of a kind. */
  String takeWhile(int most, String characters) throws ExpressionException {
    int from = start;
    for (int i = 0; i < most && at(characters); i++) {
      take();
    }
    return source.substring(from, start);
  }

  /** Takes what stands before a character, and that. */
  String until(char terminator, String what) throws ExpressionException {
    int from = start;
    while (next != terminator) {
      if (next == END) {
        throw new ExpressionException(what + " without its " + terminator, from);
      }
      take();
    }
    String text = source.substring(from, start);
    take();
    if (text.isEmpty()) {
      throw new ExpressionException("an empty " + what.replaceFirst("^an? ", ""), from);
    }
    return text;
  }

  /** Takes a comment and the bracket that ends it. */
  void comment(int open) throws ExpressionException {
    while (!match(')')) {
      if (take() == END) {
        throw new ExpressionException("a comment that is not closed", open);
      }
    }
  }

  /** Offset of what comes next. */
  int offset() {
    return start;
  }

  ExpressionException wrong(String what) {
    return new ExpressionException(what, Math.min(start, source.length()));
  }
}
