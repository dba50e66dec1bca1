package org.gaoler.itests.filters;

import java.util.Map;
import java.util.OptionalLong;

/**
 * One log line of fail2ban's sample logs, and what is written beside it.
 *
 * @param file the sample log's name
 * @param number the line's number in that file
 * @param text the line, without its end
 * @param journal whether it comes from the journal, which dates its entries
 * @param expected the annotation; empty for a line without one, which must not match
 */
record Sample(String file, int number, String text, boolean journal, Map<?, ?> expected) {

  /** Microseconds since the epoch if the source dates the line. */
  OptionalLong micros() {
    return journal ? OptionalLong.of(Present.SECONDS * 1_000_000L) : OptionalLong.empty();
  }

  /** Whether it is to be recognised as a failure. */
  boolean match() {
    return Boolean.TRUE.equals(expected.get("match"));
  }

  String place() {
    return file + ":" + number;
  }
}
