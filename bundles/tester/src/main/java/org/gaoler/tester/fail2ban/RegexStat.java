package org.gaoler.tester.fail2ban;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gaoler.filter.trial.Rule;

/** The hits of one expression. Used by one thread. */
final class RegexStat {

  private final Rule rule;
  private final boolean listing;
  private final List<String> hits = new ArrayList<>();
  private long count;

  RegexStat(Rule rule, boolean listing) {
    this.rule = rule;
    this.listing = listing;
  }

  void count() {
    count++;
  }

  void count(Hit hit, Instant now) {
    count++;
    if (listing) {
      hits.add(
          "    "
              + hit.shown()
              + "  "
              + Layout.moment(hit.when(now))
              + (hit.multiple() ? " (multiple regex matched)" : ""));
    }
  }

  Rule rule() {
    return rule;
  }

  long hits() {
    return count;
  }

  /** Who was found when, in order; empty unless they are listed. */
  List<String> list() {
    return hits;
  }
}
