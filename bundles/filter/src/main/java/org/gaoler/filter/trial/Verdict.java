package org.gaoler.filter.trial;

/** What became of a line; fail2ban-regex counts the first three as matched, ignored, missed. */
public enum Verdict {
  /** An expression matched: a failure, or a line that a session or a later line needs. */
  MATCHED,
  /** An ignoreregex let it pass. */
  IGNORED,
  /** No expression matched. */
  MISSED
}
