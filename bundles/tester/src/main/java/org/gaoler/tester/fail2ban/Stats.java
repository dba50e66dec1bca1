package org.gaoler.tester.fail2ban;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gaoler.filter.trial.Rule;
import org.gaoler.filter.trial.Trial;
import org.gaoler.tester.words.Mistake;

/** Counts as fail2ban-regex does. Used by one thread. */
final class Stats {

  private static final double NANOS = 1e9;

  private final List<RegexStat> failures = new ArrayList<>();
  private final List<RegexStat> ignores = new ArrayList<>();
  private final List<String> prefixes = new ArrayList<>();
  private final List<String> prefixGroups = new ArrayList<>();
  private final boolean verbose;
  private final boolean several;
  private final int listed;
  private final Clock clock;
  private final Lines matched;
  private final Lines ignored;
  private final Lines missed;
  private long prefixHits;
  private long tested;

  Stats(Request request, Trial trial, Clock clock) throws Mistake {
    this.verbose = request.verbose() > 0;
    this.several = trial.maxLines() > 1;
    this.listed = request.listed();
    this.clock = clock;
    for (Rule rule : trial.rules()) {
      switch (rule.kind()) {
        case PREFREGEX -> prefixes.add(rule.expanded());
        case FAILREGEX -> failures.add(new RegexStat(rule, verbose));
        case IGNOREREGEX -> ignores.add(new RegexStat(rule, false));
      }
    }
    this.matched = new Lines("matched", request.has(RegexChoices.ALL_MATCHED), 0);
    this.ignored = new Lines("ignored", request.has(RegexChoices.ALL_IGNORED), listed);
    this.missed = new Lines("missed", request.has(RegexChoices.ALL_MISSED), listed);
  }

  /** Counts what the witness heard of a line. */
  void count(String line, LineWitness witness) {
    int found = 0;
    boolean pass = !witness.ignores().isEmpty();
    for (Hit hit : witness.hits()) {
      failures.get(hit.match().rule().number() - 1).count(hit, clock.instant());
      found += hit.match().information() ? 0 : 1;
      pass |= hit.match().information();
      if (several) {
        earlier(hit, line);
      }
    }
    witness.ignores().forEach(rule -> ignores.get(rule.number() - 1).count());
    prefix(witness);
    tested++;
    (pass ? ignored : found > 0 ? matched : missed).add(line);
  }

  /** Lines that were missed and turn out to belong to this one. */
  private void earlier(Hit hit, String line) {
    for (String each : hit.match().lines()) {
      if (!each.equals(line)) {
        missed.takeBack(each);
        matched.add(each);
      }
    }
  }

  private void prefix(LineWitness witness) {
    if (witness.prefix().isEmpty()) {
      return;
    }
    prefixHits++;
    if (verbose && prefixGroups.size() < listed) {
      prefixGroups.add("    " + PythonText.of(witness.prefix().get()));
    } else if (verbose && prefixGroups.size() == listed) {
      prefixGroups.add("    ...");
    }
  }

  void print(Layout layout, Request request, Map<String, Integer> dates, boolean dated, long nanos)
      throws IOException {
    layout.title("Results");
    if (!prefixes.isEmpty()) {
      layout.say("");
      layout.say("Prefregex: " + prefixHits + " total");
      List<String> lines = new ArrayList<>(prefixes);
      lines.addAll(prefixGroups);
      layout.frame("", lines);
    }
    layout.expressions("Failregex", failures, verbose);
    layout.expressions("Ignoreregex", ignores, verbose);
    if (dated) {
      layout.dates(dates, verbose);
    }
    layout.say("");
    layout.say(
        String.format(
            "Lines: %d lines, %d ignored, %d matched, %d missed",
            tested, ignored.count(), matched.count(), missed.count()));
    layout.say(String.format(Locale.ROOT, "[processed in %.2f sec]", nanos / NANOS));
    layout.say("");
    if (request.has(RegexChoices.ALL_MATCHED)) {
      layout.lines(matched);
    }
    if (!request.has(RegexChoices.NO_IGNORED)) {
      layout.lines(ignored);
    }
    if (!request.has(RegexChoices.NO_MISSED)) {
      layout.lines(missed);
    }
  }
}
