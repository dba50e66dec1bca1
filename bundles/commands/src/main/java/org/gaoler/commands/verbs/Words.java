package org.gaoler.commands.verbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.commands.text.Clean;
import org.gaoler.commands.text.Nearest;

/**
 * The words after a verb, sorted into arguments and options.
 *
 * @param arguments those that stand in their place, in order
 * @param options value by name; empty text for an option that stands alone
 */
record Words(List<String> arguments, Map<String, String> options) {

  private static final int LONGEST_SHOWN = 80;

  /**
   * Sorts words; after {@code --} everything is an argument.
   *
   * @throws Usage if they do not fit the syntax
   */
  static Words sort(Syntax syntax, List<String> words) throws Usage {
    List<String> arguments = new ArrayList<>();
    Map<String, String> options = new LinkedHashMap<>();
    boolean literal = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (literal || !word.startsWith("-") || word.length() == 1) {
        arguments.add(word);
      } else if (word.equals("--")) {
        literal = true;
      } else {
        i += option(syntax, words, i, options);
      }
    }
    Words sorted = new Words(List.copyOf(arguments), options);
    if (!sorted.has(Option.HELP)) {
      sorted.fit(syntax);
    }
    return sorted;
  }

  /** Takes the option at an index; returns how many words beyond it were used up. */
  private static int option(Syntax syntax, List<String> words, int at, Map<String, String> options)
      throws Usage {
    String word = words.get(at);
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    Option option = syntax.option(name).orElseThrow(() -> unknown(syntax, name));
    if (!option.takesValue()) {
      if (equals >= 0) {
        throw new Usage(syntax.verb() + ": option " + option.name() + " takes no value");
      }
      options.put(option.name(), "");
      return 0;
    }
    if (equals < 0 && at + 1 == words.size()) {
      throw new Usage(
          syntax.verb() + ": option " + name + " needs " + option.value() + " after it");
    }
    options.put(option.name(), equals < 0 ? words.get(at + 1) : word.substring(equals + 1));
    return equals < 0 ? 1 : 0;
  }

  private static Usage unknown(Syntax syntax, String name) {
    List<String> names = syntax.optionNames();
    return new Usage(
        syntax.verb()
            + ": unknown option "
            + shown(name)
            + Nearest.guess(name, names)
            + "; accepted are "
            + String.join(", ", names));
  }

  private void fit(Syntax syntax) throws Usage {
    int required = 0;
    for (Argument argument : syntax.arguments()) {
      required += argument.required() ? 1 : 0;
    }
    if (arguments.size() < required) {
      String missing = syntax.arguments().get(arguments.size()).name();
      throw new Usage(syntax.verb() + ": " + missing + " is missing; usage: " + syntax.usage());
    }
    if (arguments.size() > syntax.arguments().size()) {
      String extra = shown(arguments.get(syntax.arguments().size()));
      throw new Usage(
          syntax.verb() + ": one word too many, " + extra + "; usage: " + syntax.usage());
    }
  }

  boolean has(Option option) {
    return options.containsKey(option.name());
  }

  Optional<String> value(Option option) {
    return Optional.ofNullable(options.get(option.name()));
  }

  Optional<String> argument(int at) {
    return at < arguments.size() ? Optional.of(arguments.get(at)) : Optional.empty();
  }

  /** A typed word as a message may show it: quoted, clean, not too long. */
  static String shown(String word) {
    String clean = Clean.line(word);
    return clean.length() <= LONGEST_SHOWN
        ? "\"" + clean + "\""
        : "\"" + clean.substring(0, LONGEST_SHOWN) + "…\"";
  }
}
