package org.gaoler.filter.expression;

import java.util.function.IntPredicate;

/** A set of characters: a table for ASCII, a rule for the others. */
final class CharSet {

  private final long low;
  private final long high;
  private final IntPredicate others;

  /**
   * Makes a set.
   *
   * @param rule decides for any character
   */
  CharSet(IntPredicate rule) {
    this.low = bits(rule, 0);
    this.high = bits(rule, 64);
    this.others = rule;
  }

  private static long bits(IntPredicate rule, int from) {
    long bits = 0;
    for (int i = 0; i < 64; i++) {
      bits |= rule.test(from + i) ? 1L << i : 0;
    }
    return bits;
  }

  boolean has(int code) {
    if (code < 64) {
      return (low >>> code & 1) != 0;
    }
    return code < 128 ? (high >>> code & 1) != 0 : others.test(code);
  }

  /** Those below 64, a bit for each. */
  long low() {
    return low;
  }

  /** Those from 64 to 127, a bit for each. */
  long high() {
    return high;
  }

  CharSet or(CharSet other) {
    return new CharSet(code -> has(code) || other.has(code));
  }
}
