package org.gaoler.filter.expression;

/** Inline flags of an expression, as bits. */
final class Flags {

  static final int FOLD = 1;
  static final int LINES = 2;
  static final int ALL = 4;
  static final int VERBOSE = 8;
  static final int ASCII = 16;
  static final int UNICODE = 32;
  private static final int ALPHABETS = ASCII | UNICODE;
  private static final String LETTERS = "imsxau";

  private Flags() {}

  static Fold fold(int flags) {
    if ((flags & FOLD) == 0) {
      return Fold.NONE;
    }
    return (flags & ASCII) == 0 ? Fold.UNICODE : Fold.ASCII;
  }

  static boolean begin(int token) {
    return token == '-' || token == 'L' || token > 0 && LETTERS.indexOf(token) >= 0;
  }

  /**
   * What was read.
   *
   * @param on flags switched on
   * @param off flags switched off
   * @param global whether they hold for the whole expression
   */
  record Change(int on, int off, boolean global) {

    int applied(int flags) {
      int base = (on & ALPHABETS) == 0 ? flags : flags & ~ALPHABETS;
      return (global ? flags | on : base | on) & ~off;
    }
  }

  /** Reads flags up to the bracket or colon that ends them. */
  static Change read(Tokens tokens) throws ExpressionException {
    int on = tokens.peek() == '-' ? 0 : letters(tokens);
    if ((on & ALPHABETS) == ALPHABETS) {
      throw tokens.wrong("the flags a and u together");
    }
    if (tokens.match(')')) {
      return new Change(on, 0, true);
    }
    int off = tokens.match('-') ? letters(tokens) : 0;
    if ((off & ALPHABETS) != 0) {
      throw tokens.wrong("the flag a or u switched off");
    }
    if ((on & off) != 0) {
      throw tokens.wrong("a flag switched on and off");
    }
    if (!tokens.match(':')) {
      throw tokens.wrong("flags without : behind them");
    }
    return new Change(on, off, false);
  }

  private static int letters(Tokens tokens) throws ExpressionException {
    int bits = 0;
    do {
      int token = tokens.peek();
      if (token == 'L') {
        throw tokens.wrong("the flag L, which is for bytes, not for text");
      }
      int place = token < 0 ? -1 : LETTERS.indexOf(token);
      if (place < 0) {
        throw tokens.wrong("an unknown flag");
      }
      bits |= 1 << place;
      tokens.take();
    } while (!tokens.at(")-:"));
    return bits;
  }
}
