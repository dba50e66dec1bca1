package org.gaoler.filter.automaton;

/**
 * Decides whether making states is worth it. Lines made to lead to ever new states would cost time;
 * then no more are made for a while, which is longer each time.
 */
final class Patience {

  /** A full table must have served for so many bytes. */
  private static final long WORTH = 2L << 20;

  private static final long REST = 32L << 20;
  private static final int LONGEST = 6;

  private long served;
  private long rest;
  private int rests;
  private int floods;

  /** Counts what was screened; whether the automaton rests, because of what came before. */
  boolean rests(int bytes) {
    if (rest > 0) {
      rest -= bytes;
      return true;
    }
    served += bytes;
    return false;
  }

  /** The table is full; whether it may be begun anew at once. */
  boolean again() {
    floods++;
    boolean worth = served >= WORTH;
    served = 0;
    if (!worth) {
      rest = REST << Math.min(rests, LONGEST);
      rests++;
    }
    return worth;
  }

  /** How often the table was full. */
  int floods() {
    return floods;
  }

  /** How often it had to rest. */
  int rested() {
    return rests;
  }
}
