package org.gaoler.tester.run;

import java.util.ArrayList;
import java.util.List;

/** Tells which expressions cost more than they should. */
public final class Pace {

  private static final double OUTLIER = 10;
  private static final double SHARE = 0.2;
  private static final double ABOVE_OTHERS = 3;
  private static final int MANY = 4;
  private static final double WORTH_TELLING = 10_000_000;

  private final double median;
  private final double total;
  private final int count;

  /**
   * Looks at all expressions together.
   *
   * @param rules with their times
   */
  public Pace(List<RuleCount> rules) {
    List<Double> times = new ArrayList<>();
    double sum = 0;
    for (RuleCount rule : rules) {
      if (rule.perTry() > 0) {
        times.add(rule.perTry());
        sum += rule.time();
      }
    }
    times.sort(null);
    this.count = times.size();
    this.median = times.isEmpty() ? 0 : times.get(times.size() / 2);
    this.total = sum;
  }

  /** Whether an expression is slow: far slower than its neighbours, or much of the whole time. */
  public boolean slow(RuleCount rule) {
    if (rule.time() < WORTH_TELLING || count < 2) {
      return false;
    }
    boolean dominates =
        count >= MANY && rule.time() > SHARE * total && rule.perTry() > ABOVE_OTHERS * median;
    return rule.perTry() > OUTLIER * median || dominates;
  }

  /** The part of the time of all expressions that one takes, in per cent. */
  public long share(RuleCount rule) {
    return total == 0 ? 0 : Math.round(100 * rule.time() / total);
  }
}
