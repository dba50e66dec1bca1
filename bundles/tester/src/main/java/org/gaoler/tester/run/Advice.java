package org.gaoler.tester.run;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.filter.trial.Rule;
import org.gaoler.filter.trial.Trial;
import org.gaoler.filter.trial.Verdict;
import org.gaoler.filter.trial.Witness;
import org.gaoler.tester.subject.Subject;

/**
 * Finds the likeliest reason why nothing matched, by trying the filter in other ways on lines that
 * it missed.
 *
 * @param subject what was tested
 * @param tally what came of it
 * @param clock the present
 */
public record Advice(Subject subject, Tally tally, Clock clock) {

  private static final Pattern DAEMON = Pattern.compile("\\s([\\w./-]{1,40})(?:\\[\\d+\\])?:\\s");
  private static final Duration SLACK = Duration.ofMinutes(1);

  private static final Map<String, String> MODES =
      modes("aggressive", "extra", "ddos", "more", "auth", "errors");

  private static Map<String, String> modes(String... names) {
    Map<String, String> modes = new LinkedHashMap<>();
    for (String name : names) {
      modes.put(name, "these lines match with mode=" + name + ": give the filter that option");
    }
    return modes;
  }

  /**
   * Thinks.
   *
   * @return one sentence; empty if all is well
   */
  public Optional<String> find() {
    if (tally.kept(Verdict.MATCHED).count() > 0) {
      return future();
    }
    if (tally.lines() == 0) {
      return Optional.of("nothing matched: the source has no lines");
    }
    return Optional.of("nothing matched: " + reason());
  }

  private Optional<String> future() {
    return tally.latest().filter(when -> when.isAfter(clock.instant().plus(SLACK))).isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the latest date lies in the future: the clock or the zone of the log is another;"
                + " see --timezone");
  }

  private String reason() {
    if (tally.kept(Verdict.MISSED).count() == 0) {
      return "every line was let pass by an ignoreregex or told of no failure";
    }
    List<String> missed = tally.kept(Verdict.MISSED).lines();
    return otherwise(missed)
        .or(this::undated)
        .or(() -> prefix(missed))
        .orElse("no failregex fits; --explain shows how far each came");
  }

  /** Tries the filter with other options. */
  private Optional<String> otherwise(List<String> missed) {
    if (matches(missed, Map.of("usedns", "yes"))) {
      return Optional.of(
          "the lines name hosts instead of addresses, and usedns = no does not look them up; see"
              + " --usedns yes");
    }
    for (Map.Entry<String, String> mode : MODES.entrySet()) {
      if (matches(missed, Map.of("mode", mode.getKey()))) {
        return Optional.of(mode.getValue());
      }
    }
    if (tally.dated() == 0 && matches(missed, Map.of("datepattern", "{NONE}"))) {
      return Optional.of(
          "the expressions fit lines without a date, and the date of these is not recognised as"
              + " one; see --datepattern");
    }
    return Optional.empty();
  }

  private boolean matches(List<String> lines, Map<String, String> parameters) {
    try {
      Optional<Filter> filter = subject.again().with(parameters);
      return filter.isPresent() && matches(lines, filter.get());
    } catch (Fault unfit) {
      return false; // a filter without such an option: not the reason
    }
  }

  private boolean matches(List<String> lines, Filter filter) {
    boolean[] found = {false};
    Witness witness =
        new Witness() {
          @Override
          public void done(String line, Verdict verdict, String reason) {
            found[0] |= verdict == Verdict.MATCHED;
          }
        };
    Trial trial = Trial.of(filter, Trial.Rules.FIRST, clock, witness);
    for (String line : lines) {
      trial.take(line, OptionalLong.empty(), failure -> {});
    }
    return found[0];
  }

  private Optional<String> undated() {
    return tally.dated() > 0
        ? Optional.empty()
        : Optional.of("no line has a date in a form that the filter looks for; see --datepattern");
  }

  private Optional<String> prefix(List<String> missed) {
    List<RuleCount> prefix = tally.rules(Rule.Kind.PREFREGEX);
    if (prefix.isEmpty() || prefix.get(0).hits() > 0) {
      return Optional.empty();
    }
    for (String line : missed) {
      Matcher daemon = DAEMON.matcher(line);
      if (daemon.find()) {
        return Optional.of(
            "prefregex fits no line; it asks for the daemon's name, and the lines are of \""
                + daemon.group(1)
                + "\"");
      }
    }
    return Optional.of("prefregex fits no line; --explain shows how far it came");
  }
}
