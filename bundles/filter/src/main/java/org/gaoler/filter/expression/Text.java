package org.gaoler.filter.expression;

import org.gaoler.api.StepBudget;

/** A text being searched: every character read costs a step; one line feed follows at its end. */
public final class Text implements CharSequence {

  private final String text;
  private final StepBudget budget;
  private final boolean plain;

  /**
   * Prepares a text.
   *
   * @param text without the line feed
   * @param budget what reading costs
   */
  public Text(String text, StepBudget budget) {
    this(text, budget, isPlain(text));
  }

  private Text(String text, StepBudget budget, boolean plain) {
    this.text = text;
    this.budget = budget;
    this.plain = plain;
  }

  /** A part of this text, or any other text that is plain if this one is. */
  public Text with(String part) {
    return new Text(part, budget, plain);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 126 || c < ' ' && c != '\t') {
        return false;
      }
    }
    return true;
  }

  /** Whether it consists of printable ASCII and tabs. */
  public boolean plain() {
    return plain;
  }

  /** Whether no step is left. */
  boolean spent() {
    return budget.spent();
  }

  /** The text without the line feed. */
  public String text() {
    return text;
  }

  @Override
  public int length() {
    return text.length() + 1;
  }

  @Override
  public char charAt(int index) {
    budget.step();
    return index == text.length() ? '\n' : text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return end <= text.length()
        ? text.substring(start, end)
        : text.substring(start) + "\n".substring(0, end - text.length());
  }

  @Override
  public String toString() {
    return text + "\n";
  }
}
