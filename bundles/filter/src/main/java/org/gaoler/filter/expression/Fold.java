package org.gaoler.filter.expression;

/** How upper and lower case are told apart. */
public enum Fold {
  /** They differ. */
  NONE,
  /** They are the same for the letters of ASCII only. */
  ASCII,
  /** They are the same for all letters, with Python's relatives such as the long s. */
  UNICODE;

  /** The letter that stands for all cases of one, which may be the letter itself. */
  int lower(int code) {
    if (this == UNICODE) {
      return Character.toLowerCase(code);
    }
    return this == ASCII && code >= 'A' && code <= 'Z' ? code + 32 : code;
  }
}
