package org.gaoler.filter.trial;

/**
 * Hears what happens to a line, in this order: the date, each expression tried, what the session
 * made of the match, the verdict. Called on the thread that takes the line; must not throw.
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
   * A match became part of a session, or of lines waiting for more.
   *
   * @param id the session
   * @param outcome one sentence for people
   */
  default void joined(String id, String outcome) {}

  /**
   * The line is done.
   *
   * @param line as taken
   * @param verdict what became of it
   * @param reason one sentence for people
   */
  default void done(String line, Verdict verdict, String reason) {}
}
