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
