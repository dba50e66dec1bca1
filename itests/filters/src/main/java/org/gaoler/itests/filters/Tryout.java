package org.gaoler.itests.filters;

import java.util.ArrayList;
import java.util.List;
import org.gaoler.api.Filter;
import org.gaoler.filter.trial.Match;
import org.gaoler.filter.trial.Rule;
import org.gaoler.filter.trial.Trial;
import org.gaoler.filter.trial.Witness;

/** One filter under trial, with all its expressions tried on each line. */
final class Tryout implements Witness {

  private final Trial trial;
  private final List<Match> matches = new ArrayList<>();
  private int failures;

  Tryout(Filter filter) {
    this.trial = Trial.of(filter, Trial.Rules.ALL, Present.CLOCK, this);
  }

  @Override
  public void matched(Match match) {
    matches.add(match);
  }

  /** What matches a line, mere information for its session included. */
  List<Match> take(Sample sample) {
    matches.clear();
    failures = 0;
    trial.take(sample.text(), sample.micros(), failure -> failures++);
    return List.copyOf(matches);
  }

  /** Those of the last line's matches that are failures of somebody who is known. */
  List<Match> failures() {
    if (failures == 0) {
      return List.of();
    }
    return matches.stream()
        .filter(match -> !match.information() && match.id().isPresent())
        .toList();
  }

  /** The filter's failregexes. */
  List<Rule> failregexes() {
    return trial.rules().stream().filter(rule -> rule.kind() == Rule.Kind.FAILREGEX).toList();
  }
}
