package org.gaoler.filter.expression;

/** An expression that cannot be understood; says what is wrong and where. */
public final class ExpressionException extends Exception {

  private static final long serialVersionUID = 1;

  private final int at;

  /**
   * Tells what is wrong.
   *
   * @param what a noun phrase: what was found
   * @param at offset in the expression, from 0
   */
  public ExpressionException(String what, int at) {
    super(what);
    this.at = at;
  }

  /** Offset in the expression, from 0. */
  public int at() {
    return at;
  }
}
