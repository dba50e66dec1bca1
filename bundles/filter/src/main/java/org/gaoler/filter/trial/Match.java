package org.gaoler.filter.trial;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One match of a failregex that no ignoreregex let pass.
 *
 * @param rule the expression
 * @param id who is named, as text; empty if nobody yet
 * @param name whether the id is a host's name that would be looked up
 * @param when the line's time; empty if it has none
 * @param information whether it only informs its session (nofail), or tells again of an attempt
 *     that the session has counted, and so is no failure
 * @param fields what was taken, together with what the session knew
 * @param users all accounts that its session tried; empty without a session
 * @param lines the lines of the failure so far, whole, in order
 */
public record Match(
    Rule rule,
    Optional<String> id,
    boolean name,
    Optional<Instant> when,
    boolean information,
    Map<String, String> fields,
    List<String> users,
    List<String> lines) {

  /** Whether it is a failure of somebody who is not named yet. */
  public boolean pending() {
    return !information && id.isEmpty();
  }
}
