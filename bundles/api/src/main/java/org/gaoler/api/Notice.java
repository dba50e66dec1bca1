package org.gaoler.api;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that people or programs outside are told of, at least once; {@link #id} tells a
 * repetition from news.
 *
 * @param id the same each time this notice is told, never that of another; 1 to 64 letters, digits
 *     and hyphens
 * @param when its moment
 * @param jail the jail it happened in
 * @param kind what happened
 * @param sentence of {@link Kind#BAN} and {@link Kind#UNBAN}: the whole of it; of others empty
 */
public record Notice(String id, Instant when, String jail, Kind kind, Optional<Sentence> sentence) {

  /** What happened. */
  public enum Kind {
    /** The jail began to guard. */
    START,
    /** The jail ended: Gaoler is being stopped, or the jail was taken away. */
    STOP,
    /** A new sentence was passed, never one that is in force again after a start. */
    BAN,
    /** A sentence has ended or was lifted. */
    UNBAN
  }
}
