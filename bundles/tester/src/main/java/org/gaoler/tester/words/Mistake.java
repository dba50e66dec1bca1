package org.gaoler.tester.words;

/** Says in one line that what was typed cannot be done, with the value and what is accepted. */
public final class Mistake extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * Tells.
   *
   * @param message one line
   */
  public Mistake(String message) {
    super(message);
  }
}
