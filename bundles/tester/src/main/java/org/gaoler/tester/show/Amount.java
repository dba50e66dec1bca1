package org.gaoler.tester.show;

import java.util.Locale;

/** Numbers as people read them. */
final class Amount {

  private static final double MILLION = 1e6;
  private static final double BILLION = 1e9;

  private Amount() {}

  /** Such as {@code 1,204}. */
  static String of(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Such as {@code 1 line} or {@code 3 lines}. */
  static String of(long number, String one, String many) {
    return of(number) + " " + (number == 1 ? one : many);
  }

  /** Such as {@code 12.3 ms} or {@code 1.20 s}. */
  static String time(double nanos) {
    return nanos < BILLION
        ? String.format(Locale.ROOT, "%.1f ms", nanos / MILLION)
        : String.format(Locale.ROOT, "%.2f s", nanos / BILLION);
  }
}
