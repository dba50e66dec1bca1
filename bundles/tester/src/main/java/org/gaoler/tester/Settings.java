package org.gaoler.tester;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaoler.filter.trial.Trial;
import org.gaoler.filter.trial.Verdict;
import org.gaoler.tester.words.Choice;
import org.gaoler.tester.words.Mistake;
import org.gaoler.tester.words.Typed;

/**
 * What was asked for.
 *
 * @param typed the words
 */
record Settings(Typed typed) {

  private static final int MOST = 20;
  private static final int EXPLAINED = 10;

  /** Understands words. */
  static Settings of(List<String> words) throws Mistake {
    Settings settings = new Settings(Typed.sort(Choices.THEM, words));
    List<String> given = settings.typed.arguments();
    if (!settings.has(Choices.HELP) && (given.size() < 2 || given.size() > 3)) {
      String what =
          switch (given.size()) {
            case 0 -> "SOURCE and FILTER are missing";
            case 1 -> "FILTER is missing after " + Typed.shown(given.get(0));
            default -> "one word too many, " + Typed.shown(given.get(3));
          };
      throw new Mistake(
          what + "; usage: gaoler test SOURCE FILTER [IGNOREREGEX]; try gaoler test --help");
    }
    return settings;
  }

  boolean has(Choice choice) {
    return typed.has(choice);
  }

  String source() {
    return typed.arguments().get(0);
  }

  String subject() {
    return typed.arguments().get(1);
  }

  Path etc(Path otherwise) {
    return typed.value(Choices.ETC).map(Path::of).orElse(otherwise);
  }

  Optional<String> journalMatch() {
    return typed.value(Choices.JOURNALMATCH);
  }

  Trial.Rules rules() {
    return has(Choices.EVERY) ? Trial.Rules.ALL : Trial.Rules.FIRST;
  }

  /** Options of the filter that were given by themselves. */
  Map<String, String> overrides() throws Mistake {
    Map<String, String> overrides = new LinkedHashMap<>();
    typed.value(Choices.DATEPATTERN).ifPresent(value -> overrides.put("datepattern", value));
    typed.value(Choices.TIMEZONE).ifPresent(value -> overrides.put("logtimezone", value));
    typed.value(Choices.USEDNS).ifPresent(value -> overrides.put("usedns", value));
    Optional<String> lines = typed.value(Choices.MAXLINES);
    if (lines.isPresent() && !lines.get().matches("[1-9]\\d{0,3}")) {
      throw new Mistake(
          "--maxlines " + Typed.shown(lines.get()) + " is no number of lines; accepted: 1 to 9999");
    }
    lines.ifPresent(value -> overrides.put("maxlines", value));
    if (typed.arguments().size() == 3) {
      overrides.put("ignoreregex", typed.arguments().get(2));
    }
    return overrides;
  }

  Charset charset() throws Mistake {
    Optional<String> name = typed.value(Choices.ENCODING);
    try {
      return name.isPresent() ? Charset.forName(name.get()) : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new Mistake(
          "--encoding " + Typed.shown(name.get()) + " is unknown; accepted: UTF-8, ISO-8859-1, …");
    }
  }

  /** The verdicts whose lines are printed. */
  Set<Verdict> printed() {
    Set<Verdict> printed = EnumSet.noneOf(Verdict.class);
    if (has(Choices.MATCHED)) {
      printed.add(Verdict.MATCHED);
    }
    if (has(Choices.MISSED)) {
      printed.add(Verdict.MISSED);
    }
    if (has(Choices.IGNORED)) {
      printed.add(Verdict.IGNORED);
    }
    return printed;
  }

  /** How many lines of each verdict are kept; of those missed always some, to think about. */
  Map<Verdict, Integer> keep() {
    Map<Verdict, Integer> keep = new EnumMap<>(Verdict.class);
    keep.put(Verdict.MISSED, MOST);
    for (Verdict verdict : printed()) {
      keep.put(verdict, has(Choices.ALL) ? Integer.MAX_VALUE : MOST);
    }
    return keep;
  }

  /** The verdicts whose lines are explained: those that were asked for, or all. */
  Set<Verdict> explained() {
    return printed().isEmpty() ? EnumSet.allOf(Verdict.class) : printed();
  }

  long mostExplained() {
    return has(Choices.ALL) ? Long.MAX_VALUE : EXPLAINED;
  }
}
