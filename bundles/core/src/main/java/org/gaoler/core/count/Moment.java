package org.gaoler.core.count;

import java.time.Instant;

/** Times as microseconds since 1970; those before the year 1000 or after 2900 are put there. */
final class Moment {

  private static final long FIRST = Instant.parse("1000-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST = Instant.parse("2900-01-01T00:00:00Z").getEpochSecond();
  private static final int SECOND = 1_000_000;

  private Moment() {}

  static long of(Instant when) {
    long seconds = Math.min(Math.max(when.getEpochSecond(), FIRST), LAST);
    return seconds * SECOND + when.getNano() / 1000;
  }

  static Instant at(long micros) {
    return micros == Method.NOTHING
        ? Instant.MIN
        : Instant.ofEpochSecond(
            Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1000L);
  }
}
