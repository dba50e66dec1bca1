package org.gaoler.filter.trial;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.gaoler.api.Failure;
import org.gaoler.api.Filter;

/**
 * Takes lines through one filter as fail2ban-regex does: no line is too old, host names stay names,
 * and with {@link Rules#ALL} every expression is tried even if an earlier one matched.
 *
 * <p>Used by one thread at a time. Screening is not part of it: every line is looked at.
 */
public interface Trial {

  /** How far a line is taken. */
  enum Rules {
    /** The first matching failregex decides, as in a jail. */
    FIRST,
    /** Every failregex is tried; each match is a failure of its own. */
    ALL
  }

  /**
   * Starts a trial with an empty memory.
   *
   * @param filter from {@link org.gaoler.filter.FilterLibrary}
   * @param rules how far a line is taken
   * @param clock the present, for dates that do not say their year
   * @param witness hears each step
   * @return the trial
   * @throws IllegalArgumentException if the filter is of another source
   */
  static Trial of(Filter filter, Rules rules, Clock clock, Witness witness) {
    if (filter instanceof Triable triable) {
      return triable.trial(rules, clock, witness);
    }
    throw new IllegalArgumentException("the filter " + filter.name() + " cannot be tried");
  }

  /**
   * Takes a line.
   *
   * @param line without its line end
   * @param micros microseconds since the epoch if the source dates its entries
   * @param failures takes each failure, before this returns. A failure whose lookup is not NONE is
   *     of a host's name, which nobody has looked up
   */
  void take(String line, OptionalLong micros, Consumer<Failure> failures);

  /**
   * The filter's expressions in the order they are tried.
   *
   * @return prefregex, failregexes, ignoreregexes
   */
  List<Rule> rules();

  /**
   * The date templates that matched so far.
   *
   * @return hits by name, in the order that fail2ban-regex lists them
   */
  Map<String, Integer> dateHits();

  /**
   * How many lines an expression may span.
   *
   * @return 1 or more
   */
  int maxLines();
}
