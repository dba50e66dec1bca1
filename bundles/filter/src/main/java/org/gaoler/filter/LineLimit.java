package org.gaoler.filter;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Refuses lines that are longer than any program writes them, since trying them costs too much, and
 * counts them for a filter's operator. Safe from any thread.
 */
final class LineLimit {

  /** In characters. */
  private static final int LONGEST = 32_768;

  private final AtomicLong refused = new AtomicLong();

  /**
   * Whether a line is too long to be tried; counts it if so.
   *
   * @param length in characters
   */
  boolean refuses(int length) {
    if (length <= LONGEST) {
      return false;
    }
    refused.incrementAndGet();
    return true;
  }

  /** What happened so far, in one line. */
  Optional<String> trouble() {
    long lines = refused.get();
    return lines == 0
        ? Optional.empty()
        : Optional.of(lines + " lines of more than " + LONGEST + " characters were passed over");
  }
}
