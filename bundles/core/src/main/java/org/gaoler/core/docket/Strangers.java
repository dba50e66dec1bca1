package org.gaoler.core.docket;

import java.util.List;
import org.gaoler.api.Ban;
import org.gaoler.api.Offender;

/** Decides what becomes of bans that an enforcer holds and the docket does not know. */
public interface Strangers {

  /** What becomes of a ban that nobody knows. */
  enum Fate {
    /** It is removed. */
    REMOVE,
    /** It stays for now: it may be about to be sentenced again. */
    LEAVE,
    /** It becomes a sentence. */
    ADOPT
  }

  /**
   * Decides about one.
   *
   * @param offender who
   * @param first whether nothing was compared before since the enforcer was made
   * @return its fate
   */
  Fate fate(Offender offender, boolean first);

  /**
   * Whether all that the docket will know of the past is in it by now, so that a stranger that
   * turns up later was put there by somebody else.
   *
   * @return true for good once it is so
   */
  boolean settled();

  /**
   * Makes sentences of bans.
   *
   * @param found whose fate is {@link Fate#ADOPT}, with their ends; not empty
   */
  void adopt(List<Ban> found);
}
