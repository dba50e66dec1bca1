package org.gaoler.filter.expression;

import java.util.Arrays;
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
  private final int[] codes;

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
    this.codes = codes(text);
  }

  /**
   * Another text that the same budget pays for, such as a part of this one.
   *
   * @param part without the line feed at its end
   */
  public Text with(String part) {
    return new Text(part, budget, machine);
  }

  private static int[] codes(String text) {
    int length = text.length();
    int[] codes = new int[length + 1];
    int count = 0;
    int at = 0;
    while (at < length) {
      int code = text.charAt(at++);
      if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
        code = text.codePointAt(at - 1);
        at += Character.charCount(code) - 1;
      }
      codes[count++] = code;
    }
    codes[count++] = '\n';
    return count == codes.length ? codes : Arrays.copyOf(codes, count);
  }

  /** Whether no step is left. */
  boolean spent() {
    return budget.spent();
  }

  StepBudget budget() {
    return budget;
  }

  Machine machine() {
    return machine;
  }

  /** Its characters with the line feed behind them. */
  int[] codes() {
    return codes;
  }

  /** The text without the line feed. */
  public String text() {
    return text;
  }

  /** Where a character stands in the string that this text was made of. */
  int offset(int index) {
    return codes.length == text.length() + 1 ? index : offsetOf(index);
  }

  private int offsetOf(int index) {
    int offset = 0;
    for (int i = 0; i < index; i++) {
      offset += Character.charCount(codes[i]);
    }
    return offset;
  }
}
