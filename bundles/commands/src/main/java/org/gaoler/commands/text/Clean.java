package org.gaoler.commands.text;

/** Makes hostile text fit to be shown to a person: nothing that moves the cursor or the reader. */
public final class Clean {

  private static final char REPLACED = '\u00b7';

  private Clean() {}

  /**
   * The text in one line, with a dot for each control, direction or invisible character.
   *
   * @param hostile anything
   * @return the same object if nothing had to be replaced
   */
  public static String line(String hostile) {
    for (int i = 0; i < hostile.length(); i++) {
      if (unfit(hostile.charAt(i))) {
        return replaced(hostile);
      }
    }
    return hostile;
  }

  private static String replaced(String hostile) {
    StringBuilder clean = new StringBuilder(hostile.length());
    for (int at = 0; at < hostile.length(); ) {
      int point = hostile.codePointAt(at);
      at += Character.charCount(point);
      if (harmful(point)) {
        clean.append(REPLACED);
      } else {
        clean.appendCodePoint(point);
      }
    }
    return clean.toString();
  }

  /** A quick look at one char; surrogates are looked at again as whole code points. */
  private static boolean unfit(char c) {
    return Character.isSurrogate(c) || harmful(c);
  }

  /**
   * Whether a character does something instead of being seen.
   *
   * @param point any code point
   * @return true for controls, formats (bidirectional ones too), separators and half surrogates
   */
  static boolean harmful(int point) {
    if (point < 0x7f) {
      return point < 0x20;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
