package org.gaoler.action.ipset;

import org.gaoler.api.Fault;

/**
 * How large a set may become.
 *
 * @param maxElem how many elements it takes at most
 * @param hashSize how many buckets it begins with; the kernel doubles them when needed
 */
record Size(int maxElem, int hashSize) {

  private static final int MOST = 1 << 24;
  private static final int LEAST_BUCKETS = 64;

  /** Reads the options; each is as the tool has it. */
  static Size of(String maxElem, String hashSize) throws Fault {
    return new Size(
        number("maxelem", maxElem, 1, MOST), number("hashsize", hashSize, LEAST_BUCKETS, MOST));
  }

  private static int number(String option, String text, int least, int most) throws Fault {
    String digits = text.strip();
    int number = digits.matches("\\d{1,8}") ? Integer.parseInt(digits) : -1;
    if (number < least || number > most) {
      throw new Fault(
          "option " + option + " = " + text + ": accepted are " + least + " to " + most);
    }
    return number;
  }
}
