package org.gaoler.filter.date;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Remembers the last date of a source: lines of the same second begin alike, and what begins alike
 * up to where the search looked has the same date at the same place. Used by one thread at a time.
 */
final class DateMemory {

  private String begin = "";
  private Optional<FoundDate> date = Optional.empty();
  private long second;
  private int steps;

  /**
   * Keeps what was found at the beginning of a line, if it was found there whatever follows.
   *
   * @param line searched just now
   * @param match of a template that can match at the beginning alone
   */
  void keep(Span line, Matcher match, FoundDate found, Instant now) {
    int length = Math.max(line.reach(), match.end() + 1);
    clear();
    if (match.hitEnd() || length > line.line().length() || !line.ascii()) {
      return;
    }
    begin = line.line().substring(0, length);
    date = Optional.of(found);
    second = now.getEpochSecond();
    steps = line.steps();
  }

  /** Whether a line has the remembered date, read at the same second of the present. */
  boolean has(String line, Instant now) {
    return date.isPresent() && line.startsWith(begin) && now.getEpochSecond() == second;
  }

  Optional<FoundDate> date() {
    return date;
  }

  void clear() {
    date = Optional.empty();
  }

  /** What finding it cost. */
  int steps() {
    return steps;
  }
}
