package org.gaoler.commands.verbs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a verb is written.
 *
 * @param verb its name
 * @param purpose what it does, in one line
 * @param arguments in order
 * @param options its own, {@code --json} and {@code --help} included
 * @param example a command that works as it stands
 */
record Syntax(
    String verb, String purpose, List<Argument> arguments, List<Option> options, String example) {

  /** A verb with the options that every verb has. */
  static Syntax of(
      String verb, String purpose, String example, List<Argument> arguments, Option... own) {
    List<Option> options = new ArrayList<>(List.of(own));
    options.add(Option.JSON);
    options.add(Option.HELP);
    return new Syntax(verb, purpose, List.copyOf(arguments), List.copyOf(options), example);
  }

  /** The option of that name; {@code -v} and {@code -h} stand for their long forms. */
  Optional<Option> option(String name) {
    String full = name.equals("-v") ? "--verbose" : name.equals("-h") ? "--help" : name;
    for (Option option : options) {
      if (option.name().equals(full)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }

  List<String> optionNames() {
    List<String> names = new ArrayList<>();
    for (Option option : options) {
      names.add(option.name());
    }
    return names;
  }

  /** The whole command in one line, such as {@code ban JAIL ADDRESS [--for TIME]}. */
  String usage() {
    StringBuilder usage = new StringBuilder(verb);
    for (Argument argument : arguments) {
      usage.append(' ').append(argument);
    }
    for (Option option : options) {
      usage.append(" [").append(option).append(']');
    }
    return usage.toString();
  }
}
