package org.gaoler.filter;

import java.util.ArrayList;
import java.util.List;
import org.gaoler.filter.expression.Expression;
import org.gaoler.filter.trial.Rule;

/**
 * All expressions of a filter.
 *
 * @param prefix its prefregex, none or one
 * @param failures its failregexes in order
 * @param ignores its ignoreregexes in order
 */
record FilterRules(List<FilterRule> prefix, List<FilterRule> failures, List<FilterRule> ignores) {

  FilterRules {
    prefix = List.copyOf(prefix);
    failures = List.copyOf(failures);
    ignores = List.copyOf(ignores);
  }

  static List<Expression> expressions(List<FilterRule> rules) {
    return rules.stream().map(FilterRule::expression).toList();
  }

  /** All of them in the order they are tried. */
  List<FilterRule> all() {
    List<FilterRule> all = new ArrayList<>(prefix);
    all.addAll(failures);
    all.addAll(ignores);
    return all;
  }

  /** Their names for testers. */
  List<Rule> names() {
    return all().stream().map(FilterRule::rule).toList();
  }

  /** fail2ban asks the ignoreregexes first, too, if they are few. */
  boolean ignoresFirst() {
    return !ignores.isEmpty() && ignores.size() < failures.size() - 2;
  }
}
