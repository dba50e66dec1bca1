package org.gaoler.action.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A script with the values that it gets as arguments, so that nothing in them is ever read as part
 * of it.
 *
 * @param script for {@code /bin/sh -c}; empty if there is nothing to do
 * @param values what {@code $0}, {@code $1} and so on are
 */
record ShellCommand(String script, List<String> values) {

  /** Nothing to do. */
  static final ShellCommand NONE = new ShellCommand("", List.of());

  private static final int ONE_DIGIT = 10;

  ShellCommand {
    values = List.copyOf(values);
  }

  /**
   * A script whose first line gives names to values.
   *
   * @param variables by name, in order
   */
  static ShellCommand of(String script, Map<String, String> variables) {
    if (variables.isEmpty()) {
      return new ShellCommand(script, List.of());
    }
    StringBuilder named = new StringBuilder();
    int number = 0;
    for (String name : variables.keySet()) {
      // $10 would be $1 with a 0 behind it
      String argument = number < ONE_DIGIT ? "$" + number : "${" + number + "}";
      named.append(name).append('=').append(argument).append(' ');
      number++;
    }
    return new ShellCommand(
        named.append('\n').append(script).toString(), List.copyOf(variables.values()));
  }

  boolean nothing() {
    return script.isEmpty();
  }

  /** Program and arguments. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("/bin/sh", "-c", script));
    arguments.addAll(values);
    return arguments;
  }

  /** The same as one line of a script, which may hold line ends within quotes. */
  String quoted() {
    StringBuilder line = new StringBuilder("exec");
    for (String argument : arguments()) {
      line.append(" '").append(argument.replace("'", "'\\''")).append('\'');
    }
    return line.append('\n').toString();
  }
}
