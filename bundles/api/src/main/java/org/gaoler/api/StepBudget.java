package org.gaoler.api;

/**
 * Counts the character reads that matching a line costs and ends it when they are spent.
 *
 * <p>Used by one thread at a time.
 */
public final class StepBudget {

  private long left;

  /**
   * Starts a budget.
   *
   * @param steps character reads, 1 or more
   */
  public StepBudget(long steps) {
    this.left = steps;
  }

  /**
   * Takes one step.
   *
   * @throws Spent if there is none left
   */
  public void step() {
    if (--left < 0) {
      throw new Spent();
    }
  }

  /**
   * Whether nothing is left.
   *
   * @return true once {@link #step} would throw
   */
  public boolean spent() {
    return left <= 0;
  }

  /** Thrown out of a matcher whose line has cost too much; carries no stack trace. */
  public static final class Spent extends RuntimeException {
    private static final long serialVersionUID = 1;

    Spent() {
      super("the line's step budget is spent", null, false, false);
    }
  }
}
