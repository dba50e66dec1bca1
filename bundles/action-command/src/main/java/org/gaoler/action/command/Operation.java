package org.gaoler.action.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The commands that an action may define. */
enum Operation {
  START,
  STOP,
  CHECK,
  REPAIR,
  BAN,
  REBAN,
  PROLONG,
  UNBAN,
  FLUSH,
  /** Never run: a changed action is ended and begun anew. */
  RELOAD;

  /** What it is called in a file, such as {@code actionban}. */
  String option() {
    return "action" + word();
  }

  /** What it is called in a jail's own words, such as {@code ban}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> options() {
    return Arrays.stream(values()).map(Operation::option).toList();
  }
}
