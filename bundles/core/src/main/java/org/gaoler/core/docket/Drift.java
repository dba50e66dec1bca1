package org.gaoler.core.docket;

import java.time.Instant;
import java.util.Optional;

/**
 * What somebody else changed in an outside thing and was put right.
 *
 * @param repairs how often since start
 * @param elements how many bans were put in force again or removed, in all
 * @param last when the latest repair was
 */
public record Drift(long repairs, long elements, Optional<Instant> last) {

  /** Nothing yet. */
  public static final Drift NONE = new Drift(0, 0, Optional.empty());

  Drift and(int more, Instant when) {
    return new Drift(repairs + 1, elements + more, Optional.of(when));
  }
}
