package org.gaoler.filter.trial;

/** What became of a line; fail2ban-regex counts the first three as matched, ignored, missed. */
public enum Verdict {
  /** A failregex matched: a failure, perhaps of somebody whom only a later line names. */
  MATCHED,
  /** An ignoreregex let it pass, or it is mere information for its session. */
  IGNORED,
  /** No expression matched. */
  MISSED
}
