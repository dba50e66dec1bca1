package org.gaoler.filter.date;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Remembers the last date of a source: lines of the same second begin alike, and what begins alike
 * up to where the search looked has the same date at the same place, whatever the digits of its
 * fraction are. Used by one thread at a time.
 */
final class DateMemory {

  private static final char FRACTION = 'f';

  private String begin = "";
  private Optional<FoundDate> date = Optional.empty();
  private long second;
  private int steps;
  private int fraction;
  private int fractionEnd;

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
    fraction = length;
    fractionEnd = length;
    if (found.template().freeFraction()) {
      fraction(match, found.template().expression().parts());
    }
    date = Optional.of(found);
    second = now.getEpochSecond();
    steps = line.steps();
  }

  private void fraction(Matcher match, List<DateExpression.Part> parts) {
    for (DateExpression.Part part : parts) {
      if (part.token() == FRACTION && match.start(part.group()) >= 0) {
        fraction = match.start(part.group());
        fractionEnd = match.end(part.group());
      }
    }
  }

  /** Whether a line has the remembered date, read at the same second of the present. */
  boolean has(String line, Instant now) {
    return date.isPresent() && now.getEpochSecond() == second && begins(line);
  }

  private boolean begins(String line) {
    if (!line.regionMatches(0, begin, 0, fraction)
        || !line.regionMatches(fractionEnd, begin, fractionEnd, begin.length() - fractionEnd)) {
      return false;
    }
    for (int i = fraction; i < fractionEnd; i++) {
      char c = line.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
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
