package org.gaoler.itests.filters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What fail2ban-regex says, without what says nothing or differs from release to release. */
final class Said {

  private Said() {}

  /** The lines that both sides must have in common. */
  static List<String> of(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("[processed in ") && !line.matches("\\|  \\[0] .*"))
        .map(Said::common)
        .toList();
  }

  private static String common(String line) {
    if (line.startsWith("['")) {
      return row(line);
    }
    if (line.startsWith("|      {")) {
      return line.replaceAll("'\\w+': None(, )?", "").replace(", }", "}");
    }
    return line
        // these words changed with 1.1
        .replaceFirst("^Use\\s+(failregex )?(filter )?(file|line) :", "Use $3 :")
        // and the expression of addresses
        .replace("{1,4}::?|::){1,7}", "{1,4}::?|:){1,7}");
  }

  /** Where the two differ: lines that only one of them has, or the first out of order. */
  static List<String> differences(List<String> theirs, List<String> ours) {
    List<String> differences = new ArrayList<>();
    List<String> left = new ArrayList<>(ours);
    theirs.stream().filter(line -> !left.remove(line)).forEach(line -> differences.add("-" + line));
    left.forEach(line -> differences.add("+" + line));
    for (int i = 0; differences.isEmpty() && i < theirs.size(); i++) {
      if (!theirs.get(i).equals(ours.get(i))) {
        differences.add("line " + i + " is '" + ours.get(i) + "' instead of " + theirs.get(i));
      }
    }
    return differences;
  }

  /**
   * A row without its order, since Python prints a set in any order, without groups that took no
   * part (None) or stood in for another (alt), and with all times as whole seconds.
   */
  private static String row(String line) {
    String[] parts = line.split("\t", 3);
    String fields =
        Arrays.stream(parts[2].split(", (?=')"))
            .map(field -> field.replaceAll("[{}\\],]*$|^\\{", ""))
            .map(field -> field.replaceFirst("^'users': \\{?", ""))
            .filter(field -> !field.endsWith(": None") && !field.startsWith("'alt_"))
            .sorted()
            .collect(Collectors.joining(", "));
    return parts[0] + " " + parts[1].replace(".0,", ",") + " " + fields;
  }
}
