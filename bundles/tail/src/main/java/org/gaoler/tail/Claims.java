package org.gaoler.tail;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Position;

/**
 * Which tail of one follow reads which file, so that a file renamed from one matching name to
 * another is not read twice.
 */
final class Claims {

  private static final int MOST_REMEMBERED = 256;

  private final Collection<LogTail> tails;
  private final Map<String, Position> left = new LinkedHashMap<>();

  Claims(Collection<LogTail> tails) {
    this.tails = tails;
  }

  /** Whether another tail holds this file open. */
  boolean heldByOther(String key, LogTail asking) {
    return tails.stream().anyMatch(tail -> tail != asking && tail.holds(key));
  }

  /** Notes how far a file was read that its tail lets go of. */
  void leave(OpenLog log) {
    left.put(log.key(), log.place().at(log.offset()));
    if (left.size() > MOST_REMEMBERED) {
      left.remove(left.keySet().iterator().next());
    }
  }

  /** How far another tail has read this file. */
  Optional<Position> take(String key) {
    return Optional.ofNullable(left.remove(key));
  }
}
