package org.gaoler.filter.expression;

import java.math.BigInteger;

/**
 * How often something is repeated.
 *
 * @param least at least so often
 * @param most at most so often, -1 if unlimited
 * @param literal whether it is no repetition at all but an opening brace
 */
record Bounds(int least, int most, boolean literal) {

  private static final Bounds BRACE = new Bounds(0, 0, true);
  private static final BigInteger TOO_MANY = BigInteger.TWO.pow(32).subtract(BigInteger.ONE);
  private static final int DIGITS_AT_MOST = 400;

  /** Reads the rest of a repetition whose first character has been taken. */
  static Bounds read(int first, Tokens tokens) throws ExpressionException {
    switch (first) {
      case '?':
        return new Bounds(0, 1, false);
      case '*':
        return new Bounds(0, -1, false);
      case '+':
        return new Bounds(1, -1, false);
      default:
        return tokens.peek() == '}' ? BRACE : braced(tokens);
    }
  }

  private static Bounds braced(Tokens tokens) throws ExpressionException {
    int start = tokens.offset();
    String least = tokens.takeWhile(DIGITS_AT_MOST, CharParser.DIGITS);
    String most = tokens.match(',') ? tokens.takeWhile(DIGITS_AT_MOST, CharParser.DIGITS) : least;
    if (!tokens.match('}')) {
      tokens.seek(start);
      return BRACE;
    }
    BigInteger low = number(least.isEmpty() ? "0" : least, start);
    BigInteger high = most.isEmpty() ? low : number(most, start);
    if (high.compareTo(low) < 0) {
      throw new ExpressionException("a repetition whose least is above its most", start);
    }
    return new Bounds(clamped(low), most.isEmpty() ? -1 : clamped(high), false);
  }

  private static BigInteger number(String digits, int start) throws ExpressionException {
    BigInteger number = new BigInteger(digits);
    if (number.compareTo(TOO_MANY) >= 0) {
      throw new ExpressionException("a repetition of 4294967295 times or more", start);
    }
    return number;
  }

  /** No text is longer than an int can say. */
  private static int clamped(BigInteger number) {
    return number.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
  }
}
