package org.gaoler.filter.trial;

/**
 * One expression of a filter, as a tester names it.
 *
 * @param kind which option it stands in
 * @param number its place within that option, counted from 1
 * @param text as it was written, interpolated, tags of fail2ban's language not expanded
 * @param expanded in Python's notation with all tags expanded, as fail2ban-regex prints it
 * @param place file and line, as messages name them
 */
public record Rule(Kind kind, int number, String text, String expanded, String place) {

  /** The option that an expression stands in. */
  public enum Kind {
    /** Cuts the part of a line that the others look at. */
    PREFREGEX,
    /** Recognises a failure. */
    FAILREGEX,
    /** Lets a line pass. */
    IGNOREREGEX
  }
}
