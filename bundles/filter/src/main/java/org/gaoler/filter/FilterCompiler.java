package org.gaoler.filter;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.filter.date.DatePatterns;
import org.gaoler.filter.date.DateTemplate;
import org.gaoler.filter.date.Zones;
import org.gaoler.filter.expression.Expression;
import org.gaoler.filter.expression.Tags;
import org.gaoler.filter.ini.FilterDefinition;
import org.gaoler.filter.ini.Setting;
import org.gaoler.filter.screen.Needles;

/** Compiles what a filter's files define. */
final class FilterCompiler {

  private static final List<String> IDENTITIES = List.of("fid", "ip4", "ip6", "dns", "mlfid");

  private final FilterDefinition definition;
  private final String useDns;

  private FilterCompiler(FilterDefinition definition) throws Fault {
    this.definition = definition;
    this.useDns = useDns();
  }

  static CompiledFilter compile(FilterDefinition definition) throws Fault {
    return new FilterCompiler(definition).compile();
  }

  private CompiledFilter compile() throws Fault {
    refuseBuffers();
    List<Expression> prefix = expressions("prefregex");
    List<Expression> failures = expressions("failregex");
    if (failures.isEmpty()) {
      throw new Fault(
          "cannot use the filter " + definition.origin() + ": it has no failregex in [Definition]");
    }
    checkIdentity(prefix, failures);
    List<DateTemplate> dates = DatePatterns.templates(definition.lines("datepattern"));
    return new CompiledFilter(
        definition.name(),
        definition.origin(),
        journalMatch(),
        prefix,
        failures,
        expressions("ignoreregex"),
        dates,
        zone(),
        useDns.equals("raw"),
        Needles.of(prefix, failures, cutAtStart(dates)));
  }

  private List<Expression> expressions(String option) throws Fault {
    List<Setting> sources =
        option.equals("prefregex")
            ? definition.option(option).stream().toList()
            : definition.expressions(option);
    List<Expression> expressions = new ArrayList<>();
    for (Setting source : sources) {
      String expanded = Tags.expand(source.text(), !useDns.equals("no"));
      expressions.add(Expression.compile(source, expanded, option));
    }
    return expressions;
  }

  private void checkIdentity(List<Expression> prefix, List<Expression> failures) throws Fault {
    if (!prefix.isEmpty() && identifies(prefix.get(0))) {
      return;
    }
    for (Expression expression : failures) {
      if (!identifies(expression)) {
        throw new Fault(
            "cannot use the failregex at "
                + expression.source().place()
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

  private void refuseBuffers() throws Fault {
    Optional<Setting> lines = definition.option("maxlines");
    if (lines.isPresent() && !lines.get().text().strip().equals("1")) {
      Setting at = lines.get();
      throw new Fault(
          "cannot use maxlines = "
              + at.text()
              + " at "
              + at.place()
              + ": expressions over several lines are not supported; accepted is 1");
    }
  }

  private String useDns() throws Fault {
    Optional<Setting> setting = definition.option("usedns");
    String word = setting.isEmpty() ? "no" : setting.get().text().toLowerCase(Locale.ROOT);
    if (!List.of("yes", "warn", "no", "raw").contains(word)) {
      throw new Fault(
          "cannot use usedns = "
              + word
              + " at "
              + setting.get().place()
              + ": accepted are yes, warn, no, raw");
    }
    return word;
  }

  private ZoneId zone() throws Fault {
    Optional<Setting> setting = definition.option("logtimezone");
    if (setting.isEmpty()) {
      return ZoneId.systemDefault();
    }
    Setting at = setting.get();
    return Zones.parse(at.text().strip())
        .orElseThrow(
            () ->
                new Fault(
                    "cannot use logtimezone = "
                        + at.text()
                        + " at "
                        + at.place()
                        + ": accepted is "
                        + Zones.ACCEPTED));
  }

  /** Several lines are alternatives, as {@code +} is. */
  private String journalMatch() throws Fault {
    List<String> matches = new ArrayList<>();
    for (Setting line : definition.lines("journalmatch")) {
      matches.add(line.text());
    }
    return String.join(" + ", matches);
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
