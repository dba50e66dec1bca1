package org.gaoler.tail;

import java.io.IOException;
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
  private final Siblings siblings = new Siblings();
  private final Map<String, Position> left = new LinkedHashMap<>();

  Claims(Collection<LogTail> tails) {
    this.tails = tails;
  }

  /** The names beside the files of all tails. */
  Siblings siblings() {
    return siblings;
  }

  /** Whether another tail holds this file open. */
  boolean heldByOther(String key, LogTail asking) {
    return tails.stream().anyMatch(tail -> tail != asking && tail.holds(key));
  }

  /** Whether any tail holds this file open, or has read it. */
  boolean concerns(String key) {
    return left.containsKey(key) || tails.stream().anyMatch(tail -> tail.holds(key));
  }

  /** Notes how far a file was read that its tail lets go of. */
  void leave(OpenLog log) {
    left.put(log.key(), log.place().at(log.offset()));
    if (left.size() > MOST_REMEMBERED) {
      left.remove(left.keySet().iterator().next());
    }
  }

  /** Goes to where another tail has read a file up to; returns whether one has. */
  boolean resume(OpenLog log, ReadBuffer buffer) throws IOException {
    Optional<Position> position = Optional.ofNullable(left.get(log.key()));
    Optional<FilePlace> place = position.flatMap(FilePlace::parse);
    if (place.isEmpty() || !log.holds(place.get(), position.get().offset(), buffer)) {
      return false;
    }
    log.resume(place.get(), position.get().offset(), buffer);
    return true;
  }
}
