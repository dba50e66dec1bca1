package org.gaoler.core.plugin;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Counts the threads that a bundle has left running: those whose context class loader is the
 * bundle's, as that of every thread is that was started by a call of it.
 */
public final class Offspring {

  /** More threads than this no bundle needs. */
  static final int MOST = 256;

  /** Gaoler's own threads are named so, some of which run calls of the bundle. */
  private static final String OURS = "gaoler-";

  private Offspring() {}

  /**
   * Whether a part's bundle has too many threads. Takes microseconds.
   *
   * @param part any object of the bundle's own class
   * @return what is wrong, in one line; empty if it is all right
   */
  public static Optional<String> excess(Object part) {
    ClassLoader loader = part.getClass().getClassLoader();
    if (loader == null || loader == Offspring.class.getClassLoader()) {
      return Optional.empty();
    }
    long count = count(loader);
    return count > MOST
        ? Optional.of("it leaves threads behind: " + count + " of them are running")
        : Optional.empty();
  }

  private static long count(ClassLoader loader) {
    ThreadGroup top = Thread.currentThread().getThreadGroup();
    while (top.getParent() != null) {
      top = top.getParent();
    }
    Thread[] threads = new Thread[top.activeCount() * 2 + MOST];
    int found = top.enumerate(threads);
    return Arrays.stream(threads, 0, found)
        .filter(Objects::nonNull)
        .filter(thread -> thread.getContextClassLoader() == loader)
        .filter(thread -> !thread.getName().startsWith(OURS))
        .count();
  }
}
