package org.gaoler.api;

/**
 * What happened to a source that a backend follows.
 *
 * @param source the file or journal
 * @param kind what happened
 * @param detail one line for the operator; may be empty
 */
public record SourceChange(String source, Kind kind, String detail) {

  /** The things that happen to sources. */
  public enum Kind {
    /** It exists, is readable and is being followed. */
    APPEARED,
    /** Everything that it held has been delivered; from now on lines are live. */
    CAUGHT_UP,
    /** It was renamed, truncated or replaced; reading goes on in the successor. */
    ROTATED,
    /** Nothing matches yet, or it vanished; the backend goes on waiting for it. */
    ABSENT,
    /** It is there and cannot be read; the detail says why and what to do. */
    UNREADABLE
  }
}
