package org.gaoler.tester.fail2ban;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.gaoler.filter.trial.Match;

/**
 * One item of what fail2ban finds in a line.
 *
 * @param match what matched
 * @param id who is named; empty if nobody yet
 * @param prefix what prefregex took; empty without one
 * @param multiple whether others in the same line matched before
 */
record Hit(
    Match match, Optional<String> id, Map<String, Optional<String>> prefix, boolean multiple) {

  /** Who, as a list shows it. */
  String shown() {
    return id.orElse(PythonText.NONE);
  }

  /** When; the present for a line that has no date. */
  Instant when(Instant now) {
    return match.when().orElse(now);
  }
}
