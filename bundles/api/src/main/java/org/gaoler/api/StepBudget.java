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
   * Takes several steps that have been gone already; does not throw.
   *
   * @param steps 0 or more; more than are left means that none is left
   */
  public void spend(long steps) {
    left = Math.max(0, left - steps);
  }

  /**
   * How many steps are left.
   *
   * @return 0 or more
   */
  public long left() {
    return Math.max(0, left);
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
