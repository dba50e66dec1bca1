package org.gaoler.filter.trial;

/**
 * Hears what happens to a line, in this order: the date, each expression tried, each match with
 * what its session made of it, the verdict. Called on the thread that takes the line; must not
 * throw.
 */
public interface Witness {

  /** Hears nothing. */
  Witness NOBODY = new Witness() {};

  /**
   * Whether anybody listens; without, nothing is recorded at all.
   *
   * @return true for every witness but {@link #NOBODY}
   */
  default boolean listens() {
    return this != NOBODY;
  }

  /**
   * Whether the time of each expression is wanted.
   *
   * @return false unless overridden
   */
  default boolean timed() {
    return false;
  }

  /**
   * Whether it is to be found out how far each expression came that does not match, which costs
   * more than the matching.
   *
   * @return false unless overridden
   */
  default boolean curious() {
    return false;
  }

  /**
   * The date was looked for.
   *
   * @param dating what was found
   */
  default void dated(Dating dating) {}

  /**
   * An expression was tried.
   *
   * @param attempt which, on what, and what came of it
   */
  default void tried(Attempt attempt) {}

  /**
   * A failregex matched and no ignoreregex let the line pass; with {@link Trial.Rules#ALL} called
   * for each such failregex.
   *
   * @param match what came of it, together with the session of the line
   */
  default void matched(Match match) {}

  /**
   * The line is done.
   *
   * @param line as taken
   * @param verdict what became of it
   * @param reason one sentence for people
   */
  default void done(String line, Verdict verdict, String reason) {}
}
