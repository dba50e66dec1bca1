package org.gaoler.filter.expression;

/**
 * Which bytes may begin a character that one part of an expression matches, in any encoding that
 * keeps ASCII as it is.
 *
 * @param low bit i stands for byte i
 * @param high bit i stands for byte 64 + i
 * @param beyond whether it may match a character beyond ASCII; said also if that is not certain
 */
public record ByteSet(long low, long high, boolean beyond) {

  /** Every byte. */
  public static final ByteSet ANY = new ByteSet(-1, -1, true);

  /**
   * The bytes of a part.
   *
   * @param node a character, a dot or a class
   * @return never less than what it matches
   */
  public static ByteSet of(Node node) {
    CharSet set = CharRules.of(node);
    return new ByteSet(set.low(), set.high(), beyond(node));
  }

  /** Whether a byte of ASCII is among them. */
  public boolean has(int code) {
    return ((code < 64 ? low >>> code : high >>> code) & 1) != 0;
  }

  /** Those that are in both. */
  public ByteSet and(ByteSet other) {
    return new ByteSet(low & other.low, high & other.high, beyond && other.beyond);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return (low | high) == 0 && !beyond;
  }

  private static boolean beyond(Node node) {
    if (node instanceof Node.Char c) {
      return relatives(c.code(), c.fold());
    }
    if (node instanceof Node.CharClass c) {
      boolean beyond = c.negative();
      for (Node.Item item : c.items()) {
        beyond |= item.shorthand() == 0 ? range(item, c.fold()) : shorthand(item, c.ascii());
      }
      return beyond;
    }
    return true;
  }

  private static boolean shorthand(Node.Item item, boolean ascii) {
    return !ascii || Character.isUpperCase(item.shorthand());
  }

  private static boolean range(Node.Item item, Fold fold) {
    boolean beyond = item.to() >= 128;
    for (int code = item.from(); code <= item.to() && !beyond; code++) {
      beyond = relatives(code, fold);
    }
    return beyond;
  }

  private static boolean relatives(int code, Fold fold) {
    return code >= 128
        || fold != Fold.NONE
            && Relatives.of(fold.lower(code), fold).stream().anyMatch(other -> other >= 128);
  }
}
