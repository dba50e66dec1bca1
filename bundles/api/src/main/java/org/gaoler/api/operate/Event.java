package org.gaoler.api.operate;

import java.time.Instant;

/**
 * Something that happened, for a live view.
 *
 * @param when its moment
 * @param jail the jail it happened in
 * @param kind what kind of thing
 * @param text the rest in one line; may hold hostile text, without control characters
 */
public record Event(Instant when, String jail, Kind kind, String text) {

  /** What kind of thing happened. */
  public enum Kind {
    /** A failure was counted, or waits until its offender's name has been looked up. */
    FOUND,
    /** A sentence was passed. */
    BAN,
    /** A sentence ended or was lifted. */
    UNBAN,
    /** An offender was let off by an ignore rule. */
    IGNORE,
    /** A jail changed its state. */
    STATE
  }
}
