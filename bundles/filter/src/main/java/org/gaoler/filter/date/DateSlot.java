package org.gaoler.filter.date;

import java.util.regex.Matcher;
import org.gaoler.api.StepBudget;

/** A template among those of one source, with what was learned of it there. */
final class DateSlot {

  static final int FAR = Integer.MAX_VALUE;
  private static final long STALE_MILLIS = 300_000;

  private final DateTemplate template;
  private Matcher ascii;
  private Matcher exact;
  private int matches;
  private int hits;
  private int distance = FAR;
  private long usedMillis;

  DateSlot(DateTemplate template) {
    this.template = template;
  }

  DateTemplate template() {
    return template;
  }

  /** The last match; good until the next search. */
  Matcher match(Span line) {
    return line.ascii() ? ascii : exact;
  }

  /**
   * Searches.
   *
   * @param line searched up to its end
   * @param from where a match may begin at the earliest
   */
  boolean search(Span line, int from) {
    Matcher matcher = matcher(line).reset(line);
    if (from > 0) {
      matcher.region(from, line.length());
    }
    try {
      boolean found = template.pinned() ? matcher.lookingAt() : matcher.find();
      matches += found ? 1 : 0;
      return found;
    } catch (StepBudget.Spent | StackOverflowError e) {
      template.overrun(e instanceof StepBudget.Spent ? "more steps" : "more stack");
      return false;
    }
  }

  private Matcher matcher(Span line) {
    Matcher known = match(line);
    if (known != null) {
      return known;
    }
    Matcher fresh = template.expression().matcher(line, line.ascii());
    if (line.ascii()) {
      ascii = fresh;
    } else {
      exact = fresh;
    }
    return fresh;
  }

  /** Whether it ever matched, even if another won. */
  boolean matched() {
    return matches > 0;
  }

  int hits() {
    return hits;
  }

  /** Where its last win began, {@link #FAR} at first. */
  int distance() {
    return distance;
  }

  void won(int start, long millis) {
    hits++;
    distance = start;
    usedMillis = millis;
  }

  /** Whether it deserves the place of another, or that one has not been used for long. */
  boolean outweighs(DateSlot other) {
    return weight() > other.weight() || usedMillis - STALE_MILLIS > other.usedMillis;
  }

  private double weight() {
    return (double) hits * template.weight() / Math.max(1, distance);
  }
}
