package org.gaoler.filter;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaoler.api.Fault;
import org.gaoler.filter.automaton.Automata;
import org.gaoler.filter.automaton.Language;
import org.gaoler.filter.date.DatePatterns;
import org.gaoler.filter.date.DateTemplate;
import org.gaoler.filter.date.Zones;
import org.gaoler.filter.expression.Expression;
import org.gaoler.filter.expression.Tags;
import org.gaoler.filter.ini.FilterDefinition;
import org.gaoler.filter.screen.Cut;
import org.gaoler.filter.screen.Dismissal;
import org.gaoler.filter.screen.Needles;
import org.gaoler.filter.screen.Screening;
import org.gaoler.filter.trial.Rule;
import org.gaoler.ini.Setting;

/** Compiles what a filter's files define. */
final class FilterCompiler {

  private static final List<String> IDENTITIES =
      List.of("fid", "ip4", "ip6", "dns", "host", "mlfid");

  /** More would make each line search a novel. */
  private static final int MOST_LINES = 1_000;

  private final FilterDefinition definition;
  private final UseDns useDns;
  private final int maxLines;
  private final Automata automata;

  private FilterCompiler(FilterDefinition definition, Automata automata) throws Fault {
    this.definition = definition;
    this.automata = automata;
    this.useDns = useDns();
    this.maxLines = maxLines();
  }

  /**
   * Compiles a filter.
   *
   * @param automata makes the automaton that tells which of its lines speak to sessions only
   */
  static CompiledFilter compile(FilterDefinition definition, Automata automata) throws Fault {
    return new FilterCompiler(definition, automata).compile();
  }

  private CompiledFilter compile() throws Fault {
    List<FilterRule> failures = rules(Rule.Kind.FAILREGEX);
    if (failures.isEmpty()) {
      throw new Fault(
          "cannot use the filter " + definition.origin() + ": it has no failregex in [Definition]");
    }
    FilterRules rules =
        new FilterRules(rules(Rule.Kind.PREFREGEX), failures, rules(Rule.Kind.IGNOREREGEX));
    List<Expression> prefix = FilterRules.expressions(rules.prefix());
    List<Expression> expressions = FilterRules.expressions(failures);
    checkIdentity(prefix, expressions);
    List<DateTemplate> dates = DatePatterns.templates(definition.lines("datepattern"));
    return new CompiledFilter(
        definition.name(),
        definition.origin(),
        journalMatch(),
        maxLines,
        rules,
        dates,
        zone(),
        useDns,
        new Screening(
            Needles.of(prefix, expressions, cut(dates)),
            new Language(prefix, expressions, texts(dates), cutAtStart(dates))),
        dismissal(prefix, expressions, dates),
        misfits(prefix, expressions, dates),
        new LineLimit(),
        said());
  }

  private Dismissal dismissal(
      List<Expression> prefix, List<Expression> expressions, List<DateTemplate> dates) {
    List<Expression> telling = Followers.telling(prefix, expressions);
    boolean all = maxLines > 1 || telling.size() == expressions.size();
    return all
        ? Dismissal.NONE
        : new Dismissal(new Language(prefix, telling, texts(dates), cutAtStart(dates)), automata);
  }

  private Dismissal misfits(
      List<Expression> prefix, List<Expression> expressions, List<DateTemplate> dates) {
    return maxLines > 1 || cutAtStart(dates)
        ? Dismissal.NONE
        : new Dismissal(new Language(prefix, expressions, List.of(), true), automata);
  }

  private Map<String, String> said() throws Fault {
    Map<String, String> said = new HashMap<>();
    for (String option : List.of("maxlines", "datepattern", "logtype")) {
      definition.option(option).ifPresent(value -> said.put(option, value.text()));
    }
    return said;
  }

  private List<FilterRule> rules(Rule.Kind kind) throws Fault {
    String option = kind.name().toLowerCase(Locale.ROOT);
    List<Setting> sources =
        kind == Rule.Kind.PREFREGEX
            ? definition.option(option).stream().toList()
            : definition.expressions(option);
    List<FilterRule> rules = new ArrayList<>();
    for (Setting source : sources) {
      String expanded = Tags.expand(source.text(), useDns.names());
      boolean lines = kind == Rule.Kind.FAILREGEX && maxLines > 1;
      Expression expression = Expression.compile(source, option, useDns.names(), lines);
      int number = rules.size() + 1;
      Rule rule = new Rule(kind, number, source.text(), expanded, source.place());
      rules.add(new FilterRule(expression, rule));
    }
    return rules;
  }

  private void checkIdentity(List<Expression> prefix, List<Expression> failures) throws Fault {
    if (!prefix.isEmpty() && identifies(prefix.get(0))) {
      return;
    }
    for (Expression expression : failures) {
      if (!identifies(expression)) {
        throw new Fault(
            "cannot use the failregex at "
                + expression.source().place(0)
                + ": it names nobody; it needs <HOST>, <ADDR>, <F-ID> or another such tag: "
                + expression.source().text());
      }
    }
  }

  private static boolean identifies(Expression expression) {
    for (String identity : IDENTITIES) {
      if (expression.captures(identity)) {
        return true;
      }
    }
    return false;
  }

  private int maxLines() throws Fault {
    Optional<Setting> setting = definition.option("maxlines");
    if (setting.isEmpty()) {
      return 1;
    }
    String number = setting.get().text().strip();
    if (!number.matches("[0-9]{1,5}")
        || Integer.parseInt(number) < 1
        || Integer.parseInt(number) > MOST_LINES) {
      throw refused("maxlines", setting.get(), "a whole number from 1 to " + MOST_LINES);
    }
    return Integer.parseInt(number);
  }

  private UseDns useDns() throws Fault {
    Optional<Setting> setting = definition.option("usedns");
    if (setting.isEmpty()) {
      return UseDns.WARN;
    }
    return UseDns.parse(setting.get().text().strip())
        .orElseThrow(() -> refused("usedns", setting.get(), "yes, warn, no, raw"));
  }

  private static Fault refused(String option, Setting at, String accepted) {
    String value = option + " = " + at.text();
    return new Fault("cannot use " + value + " at " + at.place(0) + ": accepted is " + accepted);
  }

  private ZoneId zone() throws Fault {
    Optional<Setting> setting = definition.option("logtimezone");
    if (setting.isEmpty()) {
      return ZoneId.systemDefault();
    }
    return Zones.parse(setting.get().text().strip())
        .orElseThrow(() -> refused("logtimezone", setting.get(), Zones.ACCEPTED));
  }

  /** Several lines are alternatives, as {@code +} is. */
  private String journalMatch() throws Fault {
    List<String> matches = new ArrayList<>();
    for (Setting line : definition.lines("journalmatch")) {
      matches.add(line.text());
    }
    return String.join(" + ", matches);
  }

  private static List<String> texts(List<DateTemplate> dates) {
    return dates.stream().map(DateTemplate::expressionText).toList();
  }

  private static Cut cut(List<DateTemplate> dates) {
    Set<Character> borders = new HashSet<>();
    for (DateTemplate template : dates) {
      if (!template.cutsAtStart()) {
        if (template.border().isEmpty()) {
          return Cut.ANYWHERE;
        }
        borders.add(template.border().get());
      }
    }
    return new Cut(false, borders);
  }

  private static boolean cutAtStart(List<DateTemplate> dates) {
    for (DateTemplate template : dates) {
      if (!template.cutsAtStart()) {
        return false;
      }
    }
    return true;
  }
}
