package org.gaoler.core.count;

import java.util.Locale;
import java.util.Optional;

/** How failures are counted. */
public enum Method {
  /** Those within the find time before the latest, each by its own time. */
  EXACT {
    @Override
    Effect add(Marks marks, long when, int weight, long line, long findMicros) {
      int at = marks.place(when);
      marks.insert(at, when, weight, line);
      int old = 0;
      while (marks.newest() - marks.when(old) > findMicros) {
        old++;
      }
      long since = old == 0 ? NOTHING : marks.newest() - findMicros;
      marks.removeFirst(old);
      return new Effect(at - old, false, since);
    }
  },

  /**
   * As fail2ban does: the number of failures is carried on by their average rate when the first of
   * them is older than the find time. The oldest mark stands for what was carried on, perhaps
   * nothing.
   */
  FAIL2BAN {
    @Override
    Effect add(Marks marks, long when, int weight, long line, long findMicros) {
      if (marks.size() == 0) {
        marks.add(when, weight, line);
        return new Effect(0, false, NOTHING);
      }
      long first = marks.when(0);
      boolean carried = when > marks.newest() && when - first > findMicros;
      if (carried) {
        double rate = marks.weight() / ((when - first) / SECOND);
        carry(marks, when - findMicros, (int) Math.rint(rate * (findMicros / SECOND)));
      }
      long time = Math.max(when, first);
      int at = marks.place(time);
      marks.insert(at, time, weight, line);
      return new Effect(at, carried, carried ? marks.when(1) : NOTHING);
    }
  };

  /** What stands for no time at all. */
  static final long NOTHING = Long.MIN_VALUE;

  private static final double SECOND = 1e6;

  /**
   * What has become of an offender's marks.
   *
   * @param added where the new one stands; below 0 if it came too late to count
   * @param carried whether the first mark is a new one too
   * @param since others that are older were removed; {@link #NOTHING} if none were
   */
  record Effect(int added, boolean carried, long since) {}

  /**
   * Adds a failure.
   *
   * @param marks what counted until now
   * @param when its time in microseconds
   * @param weight 1 or more
   * @param line the place of its line
   * @param findMicros how long a failure counts
   */
  abstract Effect add(Marks marks, long when, int weight, long line, long findMicros);

  /** Puts one mark in the place of all that are too old, or more than shall be left. */
  private static void carry(Marks marks, long begin, int left) {
    int kept = marks.size();
    int rest = left;
    while (kept > 0 && marks.when(kept - 1) > begin && marks.weight(kept - 1) <= rest) {
      rest -= marks.weight(--kept);
    }
    long line = kept == 0 ? LineRing.EMPTY : marks.line(kept - 1);
    marks.removeFirst(kept);
    marks.insert(0, begin, rest, line);
  }

  /**
   * Reads a word.
   *
   * @param text {@code exact} or {@code fail2ban}
   * @return empty if it is neither
   */
  public static Optional<Method> parse(String text) {
    String word = text.toUpperCase(Locale.ROOT);
    for (Method method : values()) {
      if (method.name().equals(word)) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }
}
