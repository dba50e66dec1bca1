package org.gaoler.filter.ini;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;
import org.gaoler.ini.IniText;
import org.gaoler.ini.Setting;

/**
 * Finds what is left of {@code <mdre-<mode>>} and the like if there is no such mode, which would
 * otherwise be taken for text to look for.
 */
final class Choices {

  /** A tag that no group of an expression is meant by. */
  private static final Pattern LEFT =
      Pattern.compile("(?<!\\(\\?P)(?<!\\(\\?)<([a-z_][\\w-]*|[A-Z][\\w-]*(?=/\\w))(/[\\w.-]+)?>");

  private static final String MODE = "mdre-";

  private final IniText text;

  Choices(IniText text) {
    this.text = text;
  }

  void refuseUnknown(Setting value) throws Fault {
    Matcher left = LEFT.matcher(value.text());
    while (left.find()) {
      String name = left.group(1);
      String beginning =
          name.substring(0, 1 + Math.max(name.lastIndexOf('-'), name.lastIndexOf('_')));
      boolean section = left.group(2) != null;
      Set<String> accepted = accepted(beginning, section);
      boolean mode = name.startsWith(MODE);
      boolean chosen = beginning.length() > 1 && !accepted.isEmpty();
      boolean needed = section || name.startsWith("_") || outside(value.text(), left.start());
      if (mode || chosen && needed) {
        throw new Fault(
            "cannot fill in "
                + left.group()
                + " at "
                + value.place(left.start())
                + ": "
                + why(mode, name, beginning, accepted));
      }
    }
  }

  /** Within a group it may be one of several alternatives, without which the rest still works. */
  private static boolean outside(String expression, int at) {
    int depth = 0;
    for (int i = 0; i < at; i++) {
      char each = expression.charAt(i);
      if (each == '\\') {
        i++;
      } else if (each == '(') {
        depth++;
      } else if (each == ')') {
        depth--;
      }
    }
    return depth <= 0;
  }

  private Set<String> accepted(String beginning, boolean section) {
    Set<String> names = section ? text.sectionsBeginning(beginning) : text.beginning(beginning);
    Set<String> endings = new TreeSet<>();
    names.forEach(name -> endings.add(name.substring(beginning.length())));
    return endings;
  }

  private static String why(boolean mode, String name, String beginning, Set<String> accepted) {
    String ending = name.substring(beginning.length());
    String instead =
        accepted.isEmpty()
            ? "; it has none"
            : "; accepted instead of " + ending + ": " + String.join(", ", accepted);
    return mode
        ? "the filter has no mode " + name.substring(MODE.length()) + instead
        : "nothing defines " + name + instead;
  }
}
