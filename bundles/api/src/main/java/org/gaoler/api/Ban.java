package org.gaoler.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * An offender that an enforcer keeps out.
 *
 * @param offender who
 * @param until when it ends; {@link TimeSpan#FOREVER} if never, or if the outside thing cannot tell
 */
public record Ban(Offender offender, Instant until) {

  /**
   * Reads a ban back, for enforcers whose outside thing is text.
   *
   * @param text as of {@link #toString}
   * @return the ban, or empty if the text is none, as a line that somebody else has written
   */
  public static Optional<Ban> parse(String text) {
    int blank = text.lastIndexOf(' ');
    if (blank < 0 || text.substring(0, blank).isBlank()) {
      return Optional.empty();
    }
    try {
      Instant until = Instant.parse(text.substring(blank + 1));
      return Optional.of(new Ban(Offender.parse(text.substring(0, blank)), until));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  /**
   * Offender, a blank and the end, such as {@code 192.0.2.1 2026-11-20T12:00:00Z}: one line, unless
   * the offender is a {@link Token} with line breaks of its own.
   */
  @Override
  public String toString() {
    return offender + " " + until;
  }
}
