package org.gaoler.core.count;

import java.time.Duration;

/**
 * When failures are enough.
 *
 * @param limit weight that leads to a sentence, 1 or more
 * @param findTime how long a failure counts
 * @param method how they are counted
 */
public record Rule(int limit, Duration findTime, Method method) {

  private static final long MOST_SECONDS = Long.MAX_VALUE / 2_000_000;

  /**
   * An exact sliding window.
   *
   * @param limit weight that leads to a sentence, 1 or more
   * @param findTime how long a failure counts
   */
  public Rule(int limit, Duration findTime) {
    this(limit, findTime, Method.EXACT);
  }

  /** The find time in microseconds; a very long one is as good as endless. */
  long findMicros() {
    return findTime.getSeconds() >= MOST_SECONDS
        ? MOST_SECONDS * 1_000_000
        : findTime.getSeconds() * 1_000_000 + findTime.getNano() / 1000;
  }
}
