package org.gaoler.tail;

import java.util.Optional;

/** What was seen of a content beyond what has been read, so that its loss can be told. */
final class Sighting {

  private long size;
  private Optional<FilePlace> unread = Optional.empty();

  /** The largest size that was seen. */
  long size() {
    return size;
  }

  /** Notes a size. */
  void grown(long now) {
    size = Math.max(size, now);
  }

  /** Notes how the bytes look that are there while none of them has been read. */
  void unread(FilePlace place) {
    unread = Optional.of(place);
  }

  /** How they looked. */
  Optional<FilePlace> unread() {
    return unread;
  }

  void clear() {
    size = 0;
    unread = Optional.empty();
  }
}
