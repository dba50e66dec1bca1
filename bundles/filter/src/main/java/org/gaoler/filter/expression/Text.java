package org.gaoler.filter.expression;

import org.gaoler.api.StepBudget;

/**
 * A text being searched; one line feed follows at its end. The machine that searches it is kept
 * with it, so that all expressions of a line share its memory.
 *
 * <p>Used by one thread at a time.
 */
public final class Text {

  private final String text;
  private final StepBudget budget;
  private final Machine machine;
  private boolean wide;

  /**
   * Prepares a text.
   *
   * @param text without the line feed at its end; there may be others in it
   * @param budget what searching costs
   */
  public Text(String text, StepBudget budget) {
    this(text, budget, new Machine());
  }

  private Text(String text, StepBudget budget, Machine machine) {
    this.text = text;
    this.budget = budget;
    this.machine = machine;
  }

  /**
   * Another text that the same budget pays for, such as a part of this one.
   *
   * @param part without the line feed at its end
   */
  public Text with(String part) {
    return new Text(part, budget, machine);
  }

  /**
   * The next line's text, once this one is done with: it takes over the memory.
   *
   * @param next without the line feed at its end
   * @param payer what searching it costs
   */
  public Text next(String next, StepBudget payer) {
    return new Text(next, payer, machine.large() ? new Machine() : machine);
  }

  /** Whether no step is left. */
  boolean spent() {
    return budget.spent();
  }

  StepBudget budget() {
    return budget;
  }

  /** The machine, with this text in it. */
  Machine machine() {
    wide = machine.load(text) <= text.length();
    return machine;
  }

  /** The text without the line feed. */
  public String text() {
    return text;
  }

  /** Where a character stands in the string that this text was made of. */
  int offset(int index) {
    int length = text.length();
    int characters = wide ? text.codePointCount(0, length) : length;
    if (characters == length) {
      return index;
    }
    return index > characters ? length + 1 : text.offsetByCodePoints(0, index);
  }

  /** What stands between two places of the string, which may be behind the line feed. */
  String part(int from, int to) {
    if (to <= text.length()) {
      return text.substring(from, to);
    }
    return from > text.length() ? "" : text.substring(from) + "\n";
  }
}
