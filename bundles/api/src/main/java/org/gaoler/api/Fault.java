package org.gaoler.api;

/**
 * Something that did not work, told in one line for the person who must mend it: what was tried,
 * with which value from which file, what came back, what to do.
 */
public class Fault extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * Makes a fault.
   *
   * @param message the whole story in one line; line breaks and control characters become blanks
   */
  public Fault(String message) {
    super(oneLine(message));
  }

  /**
   * Makes a fault that another error caused.
   *
   * @param message the whole story in one line; line breaks and control characters become blanks
   * @param cause what came back
   */
  public Fault(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+", " ");
  }
}
