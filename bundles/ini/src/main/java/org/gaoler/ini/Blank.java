package org.gaoler.ini;

/** What Python takes for a blank, which is more than Java does. */
final class Blank {

  private Blank() {}

  static boolean is(char each) {
    return Character.isWhitespace(each) || Character.isSpaceChar(each) || each == '\u0085';
  }

  /** The text without the blanks at its end. */
  static String trimEnd(String text) {
    int end = text.length();
    while (end > 0 && is(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** Offset of the first character that is no blank; the length if there is none. */
  static int before(String text) {
    int at = 0;
    while (at < text.length() && is(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
