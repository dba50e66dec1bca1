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
 * @param groups what prefregex and failregex took, in Python's order
 * @param zoned whether the zone of its time was known, which Python counts without a fraction
 * @param multiple whether others in the same line matched before
 */
record Hit(
    Match match,
    Optional<String> id,
    Map<String, Optional<String>> groups,
    boolean zoned,
    boolean multiple) {

  /** Who, as a list shows it. */
  String shown() {
    return id.orElse(PythonText.NONE);
  }

  /** When, as Python prints it; the present for a line that has no date. */
  String time(Instant now) {
    String time = PythonText.of(when(now));
    return zoned && time.endsWith(".0") ? time.substring(0, time.length() - 2) : time;
  }

  /** When; the present for a line that has no date. */
  Instant when(Instant now) {
    return match.when().orElse(now);
  }
}
