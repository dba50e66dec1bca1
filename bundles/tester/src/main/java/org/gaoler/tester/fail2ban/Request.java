package org.gaoler.tester.fail2ban;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gaoler.tester.words.Choice;
import org.gaoler.tester.words.Mistake;
import org.gaoler.tester.words.Typed;

/**
 * What was asked for.
 *
 * @param typed the words
 */
record Request(Typed typed) {

  private static final int LISTED = 20;

  boolean has(Choice choice) {
    return typed.has(choice);
  }

  Optional<String> value(Choice choice) {
    return typed.value(choice);
  }

  String log() {
    return typed.arguments().get(0);
  }

  String regex() {
    return typed.arguments().get(1);
  }

  Optional<String> ignoreRegex() {
    return typed.arguments().size() > 2 ? Optional.of(typed.arguments().get(2)) : Optional.empty();
  }

  Optional<String> token() {
    return value(RegexChoices.OUT).filter(token -> !token.isEmpty());
  }

  int verbose() {
    Optional<String> number = value(RegexChoices.VERBOSITY);
    return number.isPresent() && number.get().matches("\\d{1,2}")
        ? Integer.parseInt(number.get())
        : typed.count(RegexChoices.VERBOSE);
  }

  /** How many lines an expression may span, if that was said; it also limits the lists. */
  int maxLines() throws Mistake {
    String text = value(RegexChoices.MAXLINES).orElse("0");
    if (!text.matches("\\d{1,6}")) {
      throw new Mistake("option -L: invalid integer value: " + PythonText.of(text));
    }
    return Integer.parseInt(text);
  }

  int listed() throws Mistake {
    return maxLines() == 0 ? LISTED : maxLines();
  }

  /** Options of the filter that were given by themselves. */
  Map<String, String> overrides() throws Mistake {
    Map<String, String> overrides = new LinkedHashMap<>();
    overrides.put("default/usedns", "warn");
    value(RegexChoices.DATEPATTERN).ifPresent(value -> overrides.put("datepattern", value));
    value(RegexChoices.TIMEZONE).ifPresent(value -> overrides.put("logtimezone", value));
    value(RegexChoices.USEDNS).ifPresent(value -> overrides.put("usedns", value));
    ignoreRegex().ifPresent(value -> overrides.put("ignoreregex", value));
    if (maxLines() > 0) {
      overrides.put("maxlines", Integer.toString(maxLines()));
    }
    return overrides;
  }
}
