package org.gaoler.tester.run;

import org.gaoler.filter.trial.Attempt;
import org.gaoler.filter.trial.Rule;

/** How one expression fared. Used by one thread. */
public final class RuleCount {

  private final Rule rule;
  private long tries;
  private long hits;
  private long timed;
  private long nanos;
  private long givenUp;
  private String reason = "";

  RuleCount(Rule rule) {
    this.rule = rule;
  }

  void count(Attempt attempt) {
    tries++;
    hits += attempt.matched() ? 1 : 0;
    if (attempt.nanos() > 0) {
      timed++;
      nanos += attempt.nanos();
    }
    if (!attempt.given().isEmpty()) {
      givenUp++;
      reason = attempt.given();
    }
  }

  /** Which expression. */
  public Rule rule() {
    return rule;
  }

  /** How often it was tried. */
  public long tries() {
    return tries;
  }

  /** How often it matched. */
  public long hits() {
    return hits;
  }

  /** How often it was given up. */
  public long givenUp() {
    return givenUp;
  }

  /** Why it was given up the last time; empty if it never was. */
  public String reason() {
    return reason;
  }

  /** Nanoseconds that a try takes; 0 if it was never timed. */
  public double perTry() {
    return timed == 0 ? 0 : (double) nanos / timed;
  }

  /** Nanoseconds that all tries took, estimated from those that were timed. */
  public double time() {
    return perTry() * tries;
  }
}
