package org.gaoler.core.docket;

import org.gaoler.api.Sentence;

/** Hears of every change of the docket; called while the docket is locked, so it must not block. */
public interface DocketWatcher {

  /**
   * A sentence came into force, or was lengthened or replaced.
   *
   * @param sentence the one in force now
   */
  void imposed(Sentence sentence);

  /**
   * A sentence is no longer in force.
   *
   * @param sentence the one that was
   * @param byOperator whether it was lifted by hand
   */
  void ended(Sentence sentence, boolean byOperator);

  /** The docket's timer woke, to end what is due or to look at the clock again. */
  default void woke() {}
}
