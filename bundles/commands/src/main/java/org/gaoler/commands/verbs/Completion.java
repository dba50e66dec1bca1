package org.gaoler.commands.verbs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.gaoler.api.Sentence;
import org.gaoler.api.operate.Operator;

/**
 * Finds what could stand at one place of a command.
 *
 * @param verbs all verbs by name
 * @param operator knows jails and bans, if it is there
 */
record Completion(Map<String, Verb> verbs, Optional<Operator> operator) {

  private static final int BANNED_AT_MOST = 1000;

  List<String> complete(List<String> words, int at) {
    String begun = at < words.size() ? words.get(at) : "";
    TreeSet<String> found = new TreeSet<>();
    for (String candidate : candidates(words, at, begun)) {
      if (candidate.startsWith(begun)) {
        found.add(candidate);
      }
    }
    return List.copyOf(found);
  }

  private List<String> candidates(List<String> words, int at, String begun) {
    if (at == 0) {
      return List.copyOf(verbs.keySet());
    }
    Verb verb = words.isEmpty() ? null : verbs.get(words.get(0));
    if (verb == null) {
      return List.of();
    }
    Syntax syntax = verb.syntax();
    Expected value = at > 1 ? valueOf(syntax, words.get(at - 1)) : Expected.NOTHING;
    if (value != Expected.NOTHING) {
      return named(value);
    }
    if (begun.startsWith("-")) {
      return syntax.optionNames();
    }
    int place = place(syntax, words, at);
    return place < syntax.arguments().size()
        ? named(syntax.arguments().get(place).expected())
        : syntax.optionNames();
  }

  /** How many arguments stand before a word. */
  private static int place(Syntax syntax, List<String> words, int at) {
    int place = 0;
    for (int i = 1; i < at; i++) {
      boolean value = i > 1 && valueOf(syntax, words.get(i - 1)) != Expected.NOTHING;
      if (!value && !words.get(i).startsWith("-")) {
        place++;
      }
    }
    return place;
  }

  private static Expected valueOf(Syntax syntax, String word) {
    return syntax.option(word).map(Option::expected).orElse(Expected.NOTHING);
  }

  private List<String> named(Expected expected) {
    return switch (expected) {
      case JAIL -> operator.map(StatusVerb::names).orElse(List.of());
      case BANNED -> operator.map(Completion::banned).orElse(List.of());
      case PLUGIN -> operator.map(PluginsVerb::names).orElse(List.of());
      case VERB -> List.copyOf(verbs.keySet());
      case TIME -> List.of("10m", "1h", "1d", "1w", "permanent");
      case ADDRESS, TEXT, NOTHING -> List.of();
    };
  }

  private static List<String> banned(Operator operator) {
    List<String> names = new ArrayList<>();
    for (Sentence sentence : operator.banned()) {
      if (names.size() == BANNED_AT_MOST) {
        break;
      }
      names.add(sentence.offender().toString());
    }
    return names;
  }
}
