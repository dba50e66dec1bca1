package org.gaoler.action.command;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import org.gaoler.api.Fault;

/**
 * Fills in what the configuration says: tags of an action's own options, for one family of
 * addresses or none. For one thread.
 */
final class StaticTags {

  private static final int MOST = 25;
  private static final int LONGEST = 1 << 20;
  private static final Set<String> FOREIGN = Set.of("matches", "ipmatches", "ipjailmatches");

  private final Map<String, String> options;
  private final Tags always;
  private final Map<String, Map<String, String>> filled = new HashMap<>();

  /**
   * Takes the options of an action.
   *
   * @param options by name, those for a family as {@code NAME?family=inet6}
   * @param always tags that mean the same to everybody
   */
  StaticTags(Map<String, String> options, Tags always) {
    this.options = Map.copyOf(options);
    this.always = always;
  }

  /** Whether some option holds for one family only. */
  boolean conditional() {
    return options.keySet().stream().anyMatch(name -> name.matches("(?s)\\w+\\?family=.*"));
  }

  /** All of them as they were read; from any thread. */
  Map<String, String> options() {
    return options;
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /**
   * Whether an option says anything.
   *
   * @param option such as {@code actionban}
   * @param family {@code inet4}, {@code inet6} or empty
   * @throws Fault if options refer to each other in a circle
   */
  boolean says(String option, String family) throws Fault {
    String text = lookUp(filled(family), option, family);
    return text != null && !text.isBlank();
  }

  private Map<String, String> filled(String family) throws Fault {
    Map<String, String> known = filled.get(family);
    if (known == null) {
      known = fillIn(family);
      filled.put(family, known);
    }
    return known;
  }

  /**
   * The text of a command.
   *
   * @param option such as {@code actionban}
   * @param family {@code inet4}, {@code inet6} or empty
   * @return with what only the moment knows left as tags
   * @throws Fault if it refers to itself
   */
  String text(String option, String family) throws Fault {
    Map<String, String> known = filled(family);
    String text = "<" + option + ">";
    for (int pass = 0; pass <= MOST; pass++) {
      String next = pass(text, known, family);
      if (next.equals(text) || next.indexOf('<') < 0) {
        return next;
      }
      text = next;
    }
    throw circle(option, text);
  }

  private String pass(String text, Map<String, String> known, String family) {
    return Tags.TAG
        .matcher(text)
        .replaceAll(
            tag -> {
              String name = tag.group(1);
              String value = lookUp(known, name, family);
              if (value != null && FOREIGN.contains(name)) {
                value = escaped(value);
              }
              return Matcher.quoteReplacement(
                  value == null ? always.value(name).orElse(tag.group()) : value);
            });
  }

  private static String lookUp(Map<String, String> known, String name, String family) {
    String conditional = family.isEmpty() ? null : known.get(name + "?family=" + family);
    return conditional == null ? known.get(name) : conditional;
  }

  private static String escaped(String value) {
    return Tags.SPECIAL
        .matcher(value)
        .replaceAll(
            each ->
                Matcher.quoteReplacement(
                    "\\" + each.group().replace('\n', 'n').replace('\r', 'r')));
  }

  /** Every option with the tags of others filled in, as long as there are any. */
  private Map<String, String> fillIn(String family) throws Fault {
    Map<String, String> values = new LinkedHashMap<>(options);
    Map<String, Map<String, Integer>> counts = new HashMap<>();
    Set<String> open = new LinkedHashSet<>(values.keySet());
    open.removeAll(FOREIGN);
    while (!open.isEmpty()) {
      for (String name : List.copyOf(open)) {
        String before = values.get(name);
        String after =
            replaced(name, values, family, counts.computeIfAbsent(name, n -> new HashMap<>()));
        values.put(name, after);
        if (after.equals(before)) {
          open.remove(name);
        }
      }
    }
    return values;
  }

  private static String replaced(
      String option, Map<String, String> values, String family, Map<String, Integer> counts)
      throws Fault {
    String text = values.get(option);
    Matcher tag = Tags.TAG.matcher(text);
    for (int from = 0; tag.find(from); ) {
      String name = tag.group(1);
      String value = FOREIGN.contains(name) ? null : lookUp(values, name, family);
      if (value == null && !name.equals(option)) {
        from = tag.end();
        continue;
      }
      if (name.equals(option) || counts.merge(name, 1, Integer::sum) > MOST) {
        throw circle(option, text);
      }
      from = tag.start();
      text = text.replace(tag.group(), value);
      if (text.length() > LONGEST) {
        throw circle(option, text);
      }
      tag = Tags.TAG.matcher(text);
    }
    return text;
  }

  private static Fault circle(String option, String text) {
    String excerpt = text.substring(0, Math.min(text.length(), 80));
    return new Fault(
        "option " + option + " = " + excerpt + ": its tags refer to each other; break the circle");
  }
}
