package org.gaoler.tester.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.commands.text.Clean;
import org.gaoler.commands.text.Nearest;

/**
 * The words of a command, sorted into arguments and options.
 *
 * @param arguments those that stand in their place, in order
 * @param options by name, the values given or an empty text for each time it stood alone
 */
public record Typed(List<String> arguments, Map<String, List<String>> options) {

  private static final int LONGEST_SHOWN = 80;

  /**
   * Sorts words as getopt does: {@code --name value}, {@code --name=value}, {@code -n value},
   * {@code -nvalue}, {@code -vvi}; after {@code --} everything is an argument, and so is a lone
   * {@code -}. The beginning of a long name will do if it fits one only.
   *
   * @param choices the options there are
   * @param words as typed
   * @return sorted
   * @throws Mistake if an option is unknown or lacks its value
   */
  public static Typed sort(List<Choice> choices, List<String> words) throws Mistake {
    Typed typed = new Typed(new ArrayList<>(), new LinkedHashMap<>());
    int at = 0;
    while (at < words.size()) {
      String word = words.get(at);
      at++;
      if (word.equals("--")) {
        typed.arguments.addAll(words.subList(at, words.size()));
        return typed;
      } else if (word.startsWith("--")) {
        at += typed.longOption(choices, word, words.subList(at, words.size()));
      } else if (word.startsWith("-") && word.length() > 1) {
        at += typed.shortOptions(choices, word, words.subList(at, words.size()));
      } else {
        typed.arguments.add(word);
      }
    }
    return typed;
  }

  /** How many of the words that follow were used up. */
  private int longOption(List<Choice> choices, String word, List<String> next) throws Mistake {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    Choice choice = find(choices, name);
    if (!choice.takesValue() && equals >= 0) {
      throw new Mistake("option " + name + " takes no value");
    }
    if (!choice.takesValue() || equals >= 0) {
      add(choice, equals >= 0 ? word.substring(equals + 1) : "");
      return 0;
    }
    add(choice, first(choice, name, next));
    return 1;
  }

  private int shortOptions(List<Choice> choices, String word, List<String> next) throws Mistake {
    for (int i = 1; i < word.length(); i++) {
      Choice choice = find(choices, "-" + word.charAt(i));
      if (choice.takesValue()) {
        boolean attached = i + 1 < word.length();
        add(choice, attached ? word.substring(i + 1) : first(choice, choice.names().get(0), next));
        return attached ? 0 : 1;
      }
      add(choice, "");
    }
    return 0;
  }

  private static String first(Choice choice, String name, List<String> next) throws Mistake {
    if (next.isEmpty()) {
      throw new Mistake("option " + name + " needs " + choice.value() + " after it");
    }
    return next.get(0);
  }

  private void add(Choice choice, String value) {
    options.computeIfAbsent(choice.name(), name -> new ArrayList<>()).add(value);
  }

  private static Choice find(List<Choice> choices, String name) throws Mistake {
    List<Choice> begun = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Choice choice : choices) {
      if (choice.names().contains(name)) {
        return choice;
      }
      names.addAll(choice.names());
      if (choice.names().stream().anyMatch(each -> name.length() > 2 && each.startsWith(name))) {
        begun.add(choice);
      }
    }
    if (begun.size() == 1) {
      return begun.get(0);
    }
    names.removeIf(each -> each.length() == 2);
    throw new Mistake(
        "unknown option "
            + shown(name)
            + Nearest.guess(name, names)
            + "; accepted are "
            + String.join(", ", names));
  }

  /** Whether an option was given. */
  public boolean has(Choice choice) {
    return options.containsKey(choice.name());
  }

  /** How often an option was given. */
  public int count(Choice choice) {
    return options.getOrDefault(choice.name(), List.of()).size();
  }

  /** The last value given for an option. */
  public Optional<String> value(Choice choice) {
    List<String> given = options.getOrDefault(choice.name(), List.of());
    return given.isEmpty() ? Optional.empty() : Optional.of(given.get(given.size() - 1));
  }

  /** A word as a message may show it: quoted, clean, not too long. */
  public static String shown(String word) {
    String clean = Clean.line(word);
    return clean.length() <= LONGEST_SHOWN
        ? "\"" + clean + "\""
        : "\"" + clean.substring(0, LONGEST_SHOWN) + "…\"";
  }
}
