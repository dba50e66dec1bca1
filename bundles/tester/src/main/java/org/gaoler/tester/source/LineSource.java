package org.gaoler.tester.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.OptionalLong;

/** Gives lines one after the other. Used by one thread. */
public interface LineSource extends Closeable {

  /**
   * Goes to the next line; blocks until there is one or the end.
   *
   * @return false at the end
   * @throws IOException if it cannot be read any further: what came back
   */
  boolean next() throws IOException;

  /** The line at hand without its line end; hostile. */
  String line();

  /** Whether the line at hand has its line end, or needs none. */
  default boolean whole() {
    return true;
  }

  /** When it happened in microseconds since the epoch, if the source knows. */
  default OptionalLong micros() {
    return OptionalLong.empty();
  }

  /** How much was read, in thousandths; negative if nobody knows how much there is. */
  default int progress() {
    return -1;
  }

  /** How many lines were cut because of their length. */
  default long cut() {
    return 0;
  }

  @Override
  default void close() throws IOException {
    // most hold nothing
  }
}
