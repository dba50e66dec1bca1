package org.gaoler.api;

/** Whoever is counted and banned: a network address block, or any other identity a filter took. */
public sealed interface Offender permits IpBlock, Token {

  /**
   * Reads an offender as an operator or the store writes it: an address or prefix becomes an {@link
   * IpBlock}, anything else a {@link Token}.
   *
   * @param text not blank
   * @return never null
   * @throws IllegalArgumentException if the text is blank
   */
  static Offender parse(String text) {
    return IpBlock.parse(text).<Offender>map(block -> block).orElseGet(() -> new Token(text));
  }
}
