package org.gaoler.filter.date;

import java.time.Instant;
import java.util.Optional;

/**
 * A date found in a line.
 *
 * @param template the template that won
 * @param start where the part begins that is cut from the line
 * @param end where it ends; the same as the start if the line has an empty date
 * @param when the moment, empty if there is no such date
 * @param zoned whether the line itself says in which zone the date is, or needs none
 */
public record FoundDate(
    DateTemplate template, int start, int end, Optional<Instant> when, boolean zoned) {

  /** Whether the template allows that there is no date, and there is none. */
  public boolean blank() {
    return start == end;
  }
}
