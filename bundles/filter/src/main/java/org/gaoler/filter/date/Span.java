package org.gaoler.filter.date;

import org.gaoler.api.StepBudget;

/**
 * A line, or its beginning, as the search for a date reads it: every character read costs a step of
 * the line's budget, and the search has a bound of its own. Used again for each line.
 */
final class Span implements CharSequence {

  /** A part of what a line may cost in all. */
  static final int STEPS = 300_000;

  private static final StepBudget NOTHING = new StepBudget(0);

  private String line = "";
  private StepBudget budget = NOTHING;
  private boolean ascii;
  private int length;
  private int steps;
  private int reach;

  void of(String whole, StepBudget payer) {
    line = whole;
    budget = payer;
    length = whole.length();
    steps = STEPS;
    reach = 0;
    ascii = true;
    for (int i = 0; ascii && i < length; i++) {
      ascii = whole.charAt(i) < 128;
    }
  }

  /** Lets go of the line. */
  void clear() {
    line = "";
    length = 0;
    budget = NOTHING;
  }

  /** Ends the span there; at most at the end of the line. */
  void end(int end) {
    length = Math.min(end, line.length());
  }

  /** Whether the search has cost what it may. */
  boolean spent() {
    return steps <= 0 || budget.spent();
  }

  /** How many steps the search has cost. */
  int steps() {
    return STEPS - steps;
  }

  /** Where the part of the line ends that was looked at. */
  int reach() {
    return reach;
  }

  boolean ascii() {
    return ascii;
  }

  String line() {
    return line;
  }

  /** The character there, -1 if the line has none. */
  int at(int index) {
    return index >= 0 && index < line.length() ? line.charAt(index) : -1;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    if (--steps < 0) {
      NOTHING.step();
    }
    budget.step();
    reach = Math.max(reach, index + 1);
    return line.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return line.substring(start, end);
  }

  @Override
  public String toString() {
    return line.substring(0, length);
  }
}
