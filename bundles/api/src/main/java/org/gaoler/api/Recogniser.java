package org.gaoler.api;

import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Applies one filter to the lines of one source for one jail, remembering what it must between
 * lines (open sessions, the date template that matched last).
 *
 * <p>Used by one thread at a time, on the thread that reads the log: it never blocks, resolves no
 * names, and survives any line.
 */
@ProviderType
public interface Recogniser {

  /**
   * Whether a line that the filter's {@link Screen} let through certainly means nothing now, such
   * as one that ends a session which no line has begun. Such a line need not be decoded, dated or
   * given to {@link #recognise}. Allocates nothing and remembers nothing.
   *
   * @param bytes the buffer
   * @param start first byte of the line
   * @param end one beyond its last byte, without the line end
   * @return false whenever the line must be looked at, or might have to be
   */
  default boolean dismisses(byte[] bytes, int start, int end) {
    return false;
  }

  /**
   * Looks at a line.
   *
   * @param line any line that the filter's {@link Screen} let through, in order
   * @param failures takes each failure found, before this returns
   */
  void recognise(Line line, Consumer<Failure> failures);

  /**
   * What must survive a restart, if it changed since the last call.
   *
   * @return an opaque text for {@link #restore}, or empty if nothing changed
   */
  Optional<String> changedMemory();

  /**
   * Takes back what {@link #changedMemory} gave, perhaps from an older version of the filter;
   * whatever cannot be read is dropped.
   *
   * @param memory as given
   */
  void restore(String memory);
}
