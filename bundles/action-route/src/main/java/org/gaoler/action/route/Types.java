package org.gaoler.action.route;

import java.util.List;
import java.util.Locale;
import org.gaoler.api.Fault;

/** The kinds of routes that lead to nowhere, by the kernel's numbers. */
final class Types {

  private static final int FIRST = 6;
  private static final List<String> NAMES = List.of("blackhole", "unreachable", "prohibit");

  private Types() {}

  /**
   * Reads option {@code blocktype}.
   *
   * @throws Fault if it is none of them
   */
  static int parse(String text) throws Fault {
    int index = NAMES.indexOf(text.strip().toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw new Fault("option blocktype = " + text + ": accepted are " + String.join(", ", NAMES));
    }
    return FIRST + index;
  }

  static String name(int type) {
    return NAMES.get(type - FIRST);
  }
}
