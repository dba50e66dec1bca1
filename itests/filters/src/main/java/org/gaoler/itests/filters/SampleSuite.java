package org.gaoler.itests.filters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gaoler.filter.trial.Match;
import org.gaoler.filter.trial.Rule;
import org.gaoler.itests.netns.RigException;

/** Takes all annotated sample lines of a fail2ban through its own filters, run by Gaoler. */
public final class SampleSuite {

  private final Map<String, Integer> checks = new TreeMap<>();
  private final List<String> misses = new ArrayList<>();
  private final Set<String> hits = new HashSet<>();
  private final Map<Play, List<Rule>> expressions = new LinkedHashMap<>();

  private SampleSuite() {}

  /**
   * Prints each check that fails, and how many there are.
   *
   * @param arguments where a fail2ban package was unpacked, or a source tree; then the filters to
   *     take, all by default
   */
  public static void main(String[] arguments) {
    Path root = arguments.length > 0 ? Path.of(arguments[0]) : FailTree.unpacked();
    List<String> wanted =
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    SampleSuite suite = of(FailTree.at(root), wanted);
    suite.misses.forEach(System.out::println);
    suite.untried().forEach(rule -> System.out.println("no sample matches " + rule));
    System.out.println(suite);
    System.exit(suite.misses.isEmpty() ? 0 : 1);
  }

  /**
   * Runs the suite.
   *
   * @param tree which fail2ban
   * @param wanted names of filters; none for all
   * @return what came of it
   */
  static SampleSuite of(FailTree tree, List<String> wanted) {
    return of(tree, new Engine(tree), wanted);
  }

  /**
   * Runs the suite with filters from elsewhere.
   *
   * @param tree which fail2ban
   * @param engine finds the filters
   * @param wanted names of filters; none for all
   * @return what came of it
   */
  static SampleSuite of(FailTree tree, Engine engine, List<String> wanted) {
    SampleSuite suite = new SampleSuite();
    for (Play play : tree.plays()) {
      if (wanted.isEmpty() || wanted.contains(play.filter())) {
        suite.play(engine, play);
      }
    }
    return suite;
  }

  private void play(Engine engine, Play play) {
    checks.merge(play.filter(), play.samples().size(), Integer::sum);
    Tryout tryout;
    try {
      tryout = new Tryout(engine.filter(play));
    } catch (RigException e) {
      // not one check of the filter can pass
      play.samples().forEach(sample -> miss(play, sample, e.getMessage()));
      return;
    }
    for (Sample sample : play.samples()) {
      List<Match> matches = tryout.take(sample);
      matches.forEach(match -> hit(play, match.rule()));
      Expectation.judge(sample, tryout.failures()).ifPresent(wrong -> miss(play, sample, wrong));
    }
    expressions.put(play, tryout.failregexes());
  }

  private void hit(Play play, Rule rule) {
    hits.add(play.title() + " " + rule.number());
    hits.add(play.filter() + " " + rule.expanded());
  }

  private void miss(Play play, Sample sample, String wrong) {
    misses.add(
        "%s at %s: %s\n    %s".formatted(play.title(), sample.place(), wrong, sample.text()));
  }

  /** The expressions of which no sample of their filter is a match. */
  List<String> untried() {
    List<String> untried = new ArrayList<>();
    expressions.forEach(
        (play, rules) -> {
          for (Rule rule : rules) {
            if (!hits.contains(play.title() + " " + rule.number())
                && !hits.contains(play.filter() + " " + rule.expanded())) {
              untried.add(play.title() + " " + rule.number() + ": " + rule.text());
            }
          }
        });
    return untried;
  }

  /** How many line checks there are. */
  int checks() {
    return checks.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The checks that failed, one text each. */
  List<String> misses() {
    return misses;
  }

  @Override
  public String toString() {
    return "%d filters: %d of %d line checks pass"
        .formatted(checks.size(), checks() - misses.size(), checks());
  }
}
