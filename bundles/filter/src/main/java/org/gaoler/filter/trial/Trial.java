package org.gaoler.filter.trial;

/**
 * Takes lines through one filter as fail2ban-regex does: no line is too old, host names stay names,
 * and with {@link Rules#ALL} every expression is tried even if an earlier one matched.
 *
 * <p>Used by one thread at a time. Screening is not part of it: every line is looked at.
 */
public final class Trial {

  /** How far a line is taken. */
  public enum Rules {
    /** The first matching failregex decides, as in a jail. */
    FIRST,
    /** Every failregex is tried; each match is a failure of its own. */
    ALL
  }
}
