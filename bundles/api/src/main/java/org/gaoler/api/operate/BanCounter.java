package org.gaoler.api.operate;

import java.time.Instant;
import java.util.Optional;
import org.gaoler.api.Sentence;
import org.gaoler.api.Traffic;

/**
 * What a ban has stopped.
 *
 * @param sentence the ban
 * @param stopped packets and bytes since it began or since counters were reset; empty if no action
 *     counts them, or if it could not be asked
 * @param quietSince when its packet counter moved last as far as is known, never before the ban
 *     began; looked at every hour and whenever somebody asks
 */
public record BanCounter(Sentence sentence, Optional<Traffic> stopped, Instant quietSince) {

  /**
   * Whether it is known that nothing has come for so long.
   *
   * @param before a moment in the past
   * @return true if it is counted and was quiet since then at the latest
   */
  public boolean quiet(Instant before) {
    return stopped.isPresent() && !quietSince.isAfter(before);
  }
}
