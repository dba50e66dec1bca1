package org.gaoler.filter.date;

/**
 * What in a line hints at dates, found in one pass: cheap enough to spare most templates their
 * search. A clock here is digits, colon, one or two digits, colon, digit.
 */
final class DateSigns {

  /** Of templates that are not known well enough to be spared anything. */
  static final int ANY = -1;

  /** A clock. */
  static final int CLOCK = 1;

  /** A clock with a blank before its hour. */
  static final int AFTER_BLANK = 1 << 1;

  /** A clock with a T before its hour. */
  static final int AFTER_T = 1 << 2;

  /** A clock with a colon before its hour. */
  static final int AFTER_COLON = 1 << 3;

  /** A clock whose hour follows another digit. */
  static final int AFTER_DIGIT = 1 << 4;

  /** A clock with an at sign before its hour. */
  static final int AFTER_AT = 1 << 5;

  /** Eight or more digits. */
  static final int EIGHT_DIGITS = 1 << 6;

  /** Ten or more digits. */
  static final int TEN_DIGITS = 1 << 7;

  /** An at sign. */
  static final int AT = 1 << 8;

  /** No clock of a date at the start of a line lies further in; names of months are short. */
  private static final int START = 64;

  private int anywhere;
  private int atStart;

  /** Looks at a line. */
  void of(String line) {
    anywhere = 0;
    atStart = 0;
    int digits = 0;
    int length = line.length();
    for (int i = 0; i < length; i++) {
      char c = line.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
        if (digits == 8 || digits == 10) {
          add(digits == 8 ? EIGHT_DIGITS : TEN_DIGITS, i);
        }
        continue;
      }
      if (c == ':' && digits > 0 && clock(line, i)) {
        add(CLOCK | before(line, i - digits, digits), i);
      } else if (c == '@') {
        add(AT, i);
      } else if (c > 127 && (Character.isDigit(c) || Character.isSurrogate(c))) {
        anywhere = ANY;
        atStart = ANY;
        return;
      }
      digits = 0;
    }
  }

  private void add(int signs, int at) {
    anywhere |= signs;
    atStart |= at < START ? signs : 0;
  }

  /** Whether one or two digits, a colon and a digit follow. */
  private static boolean clock(String line, int colon) {
    int at = colon + 1;
    while (at < line.length() && at < colon + 3 && digit(line.charAt(at))) {
      at++;
    }
    return at > colon + 1
        && at + 1 < line.length()
        && line.charAt(at) == ':'
        && digit(line.charAt(at + 1));
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int before(String line, int hour, int digits) {
    if (digits > 2) {
      return AFTER_DIGIT;
    }
    return switch (hour == 0 ? '^' : line.charAt(hour - 1)) {
      case ' ' -> AFTER_BLANK;
      case 'T' -> AFTER_T;
      case ':' -> AFTER_COLON;
      case '@' -> AFTER_AT;
      default -> 0;
    };
  }

  /** Whether a template may match the line. */
  boolean allow(DateTemplate template) {
    return template.needs() == ANY
        || ((template.lineBegin() ? atStart : anywhere) & template.needs()) != 0;
  }
}
