package org.gaoler.api;

/**
 * A place in a source from which reading can go on exactly.
 *
 * @param identity what is being read, in the backend's own words (for a file its device and inode,
 *     for the journal its cursor); opaque to everybody else. Whatever follows a {@code #} in it
 *     (the fingerprint of the bytes before the offset) may differ from position to position of the
 *     same thing.
 * @param offset bytes read of a source with that identity; 0 where the identity says it all
 */
public record Position(String identity, long offset) {

  /**
   * Whether this place is known to lie at or beyond another.
   *
   * @param other another position
   * @return true if both speak of the same thing and this offset is not smaller
   */
  public boolean reaches(Position other) {
    return thing().equals(other.thing()) && offset >= other.offset;
  }

  private String thing() {
    int mark = identity.indexOf('#');
    return mark < 0 ? identity : identity.substring(0, mark);
  }
}
