package org.gaoler.filter.expression;

/** An expression that cannot be understood; says what is wrong and where. */
public final class ExpressionException extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * Tells what is wrong.
   *
   * @param what a noun phrase: what was found
   * @param at offset in the expression, from 0
   */
  public ExpressionException(String what, int at) {
    super(what + " at column " + (at + 1));
  }
}
