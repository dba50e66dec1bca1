package org.gaoler.api;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells people or programs outside of what happened in one jail. Made by a {@link NotifierFactory}.
 *
 * <p>Core keeps every notice in its store, in the transaction of what it speaks of, until it has
 * been told: a notice is told at least once, whatever happens to the machine, to the process or to
 * the other side. No ban ever waits for a notifier.
 */
@ConsumerType
public interface Notifier extends AutoCloseable {

  /** What {@link #tell} may take before it is interrupted and the notifier abandoned. */
  Duration LIMIT = Duration.ofSeconds(60);

  /**
   * Tells of notices. Called on one thread that serves this notifier alone, so it may block, up to
   * {@link #LIMIT}; what comes meanwhile is told together afterwards. All are told on return, or a
   * fault is thrown and the same notices come again, perhaps with more behind them: at once, then
   * after 1 s doubling to 5 min, also after a restart.
   *
   * @param notices oldest first, at most 1,000; not empty; of the {@link #kinds} wanted
   * @throws Fault if it did not work: what was tried, what came back, what to do
   * @throws InterruptedException if core gave up waiting
   */
  void tell(List<Notice> notices) throws Fault, InterruptedException;

  /**
   * Of what it wants to be told. Asked once.
   *
   * @return the kinds; all others are never kept for it
   */
  default Set<Notice.Kind> kinds() {
    return Set.of(Notice.Kind.BAN);
  }

  /**
   * How long notices are gathered before they are told together: a digest. Asked once. The first
   * notice after a pause of this length is not held back.
   *
   * @return zero to tell at once
   */
  default Duration gather() {
    return Duration.ZERO;
  }

  /**
   * Lets go of threads, connections and processes. Called last, once, also after a call that was
   * interrupted. If not overridden, there is nothing to let go of.
   */
  @Override
  default void close() {}
}
