package org.gaoler.tester.subject;

import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.tester.run.Limit;

/**
 * What is tested.
 *
 * @param filter the filter
 * @param title what it is, for people
 * @param jail the jail it belongs to; empty if it was named by itself
 * @param limit when that jail bans
 * @param journalMatch which journal entries concern it; empty for all
 * @param again reads the same filter with other parameters
 */
public record Subject(
    Filter filter,
    String title,
    String jail,
    Optional<Limit> limit,
    String journalMatch,
    Again again) {

  /** Reads a filter once more. */
  @FunctionalInterface
  public interface Again {

    /**
     * Reads.
     *
     * @param more parameters that override the others
     * @return the filter, or empty if there is none any more
     * @throws Fault if they do not fit it
     */
    Optional<Filter> with(Map<String, String> more) throws Fault;
  }
}
