package org.gaoler.api;

/**
 * An identity that is no address, as a filter's {@code <F-ID>} took it.
 *
 * @param text hostile text straight from a log line; not blank
 */
public record Token(String text) implements Offender {

  /**
   * Refuses what is blank.
   *
   * @param text hostile text straight from a log line; not blank
   * @throws IllegalArgumentException if it is blank
   */
  public Token {
    if (text.isBlank()) {
      throw new IllegalArgumentException("an offender cannot be blank");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
