package org.gaoler.tester.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Failure;
import org.gaoler.filter.trial.Attempt;
import org.gaoler.filter.trial.Dating;
import org.gaoler.filter.trial.Rule;
import org.gaoler.filter.trial.Verdict;
import org.gaoler.filter.trial.Witness;

/** Counts what happens to the lines, in memory that does not grow with them. */
public final class Tally implements Witness {

  /** Offenders that are told apart. */
  static final int MOST_OFFENDERS = 100_000;

  private static final int ALL_TIMED = 10_000;
  private static final int THEN_EVERY = 16;
  private static final int MOST_REASONS = 100;

  private final Map<Rule.Kind, List<RuleCount>> rules = new EnumMap<>(Rule.Kind.class);
  private final Map<Verdict, Kept> verdicts = new EnumMap<>(Verdict.class);
  private final Map<String, Offence> offences = new LinkedHashMap<>();
  private final Map<String, Long> reasons = new LinkedHashMap<>();
  private final Optional<Limit> limit;
  private long lines;
  private long dated;
  private long failures;
  private long untold;
  private boolean timed = true;
  private Optional<Instant> latest = Optional.empty();

  /**
   * Begins with nothing.
   *
   * @param keep how many lines to keep for each verdict
   * @param limit when the jail bans, if there is one
   */
  public Tally(Map<Verdict, Integer> keep, Optional<Limit> limit) {
    this.limit = limit;
    for (Verdict verdict : Verdict.values()) {
      verdicts.put(verdict, new Kept(keep.getOrDefault(verdict, 0)));
    }
    for (Rule.Kind kind : Rule.Kind.values()) {
      rules.put(kind, new ArrayList<>());
    }
  }

  /** Takes the expressions there are, in order. */
  public void expect(List<Rule> all) {
    for (Rule rule : all) {
      rules.get(rule.kind()).add(new RuleCount(rule));
    }
  }

  @Override
  public boolean timed() {
    return timed;
  }

  @Override
  public void dated(Dating dating) {
    if (dating.when().isPresent()) {
      dated++;
      Instant when = dating.when().get();
      if (latest.isEmpty() || when.isAfter(latest.get())) {
        latest = dating.when();
      }
    }
  }

  @Override
  public void tried(Attempt attempt) {
    Rule rule = attempt.rule();
    rules.get(rule.kind()).get(rule.number() - 1).count(attempt);
  }

  @Override
  public void done(String line, Verdict verdict, String reason) {
    verdicts.get(verdict).add(line);
    lines++;
    timed = lines < ALL_TIMED || lines % THEN_EVERY == 0;
    if (verdict == Verdict.MISSED
        && (reasons.size() < MOST_REASONS || reasons.containsKey(reason))) {
      reasons.merge(reason, 1L, Long::sum);
    }
  }

  /** Counts a failure. */
  public void count(Failure failure) {
    failures += failure.weight();
    String offender = failure.offender().toString();
    Offence offence = offences.get(offender);
    if (offence == null && offences.size() >= MOST_OFFENDERS) {
      untold++;
      return;
    }
    if (offence == null) {
      offence = new Offence();
      offences.put(offender, offence);
    }
    offence.count(failure, limit);
  }

  /** The expressions of one kind in order. */
  public List<RuleCount> rules(Rule.Kind kind) {
    return rules.get(kind);
  }

  /** All expressions in order. */
  public List<RuleCount> rules() {
    List<RuleCount> all = new ArrayList<>();
    rules.values().forEach(all::addAll);
    return all;
  }

  /** What was kept of a verdict. */
  public Kept kept(Verdict verdict) {
    return verdicts.get(verdict);
  }

  /** How many lines there were. */
  public long lines() {
    return lines;
  }

  /** How many of them had a date. */
  public long dated() {
    return dated;
  }

  /** The latest date. */
  public Optional<Instant> latest() {
    return latest;
  }

  /** The weight of all failures. */
  public long failures() {
    return failures;
  }

  /** The offenders by name, in the order of their first failure. */
  public Map<String, Offence> offences() {
    return offences;
  }

  /** How many failures are of offenders that are not told apart. */
  public long untold() {
    return untold;
  }

  /** How often each reason for missing a line was given. */
  public Map<String, Long> reasons() {
    return reasons;
  }
}
