package org.gaoler.tail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order of rotated logs by their names: {@code log.1} came after {@code log.2}, and {@code
 * log-20261121} after {@code log-20261120}.
 *
 * @param inside whether it stands before the log's ending, else behind the whole name
 * @param dated whether the name carries a date, else a count
 * @param number the date's digits or the count
 */
record RotatedName(boolean inside, boolean dated, long number) {

  private static final Pattern COUNT = Pattern.compile("\\.([0-9]{1,4})");
  private static final Pattern DATE = Pattern.compile("[-.]([0-9]{4}[-0-9.T_]{2,14})");

  /**
   * Reads what stands behind the log's own name, or before its ending: {@code auth.log.1}, {@code
   * auth.log-20261120.gz}, {@code auth-20261120.log}. How it is compressed makes no difference.
   */
  static Optional<RotatedName> of(String log, String file) {
    String name = Packing.unpacked(file);
    if (name.startsWith(log)) {
      return read(false, name.substring(log.length()));
    }
    int dot = log.lastIndexOf('.');
    int longer = name.length() - log.length();
    boolean around =
        dot > 0
            && longer > 0
            && name.startsWith(log.substring(0, dot))
            && name.endsWith(log.substring(dot));
    return around ? read(true, name.substring(dot, dot + longer)) : Optional.empty();
  }

  private static Optional<RotatedName> read(boolean inside, String suffix) {
    Matcher count = COUNT.matcher(suffix);
    if (count.matches()) {
      return Optional.of(new RotatedName(inside, false, Long.parseLong(count.group(1))));
    }
    Matcher date = DATE.matcher(suffix);
    if (date.matches()) {
      String digits = date.group(1).replaceAll("[^0-9]", "");
      return Optional.of(new RotatedName(inside, true, Long.parseLong(digits)));
    }
    return Optional.empty();
  }

  /** Whether this one was rotated away after another of the same naming. */
  boolean after(RotatedName other) {
    boolean sameNaming = inside == other.inside && dated == other.dated;
    return sameNaming && (dated ? number > other.number : number < other.number);
  }
}
