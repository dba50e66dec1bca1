package org.gaoler.tester.fail2ban;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gaoler.api.IpBlock;
import org.gaoler.filter.trial.Attempt;
import org.gaoler.filter.trial.Dating;
import org.gaoler.filter.trial.Match;
import org.gaoler.filter.trial.Rule;
import org.gaoler.filter.trial.Witness;

/** Gathers what happens to one line after the other. */
final class LineWitness implements Witness {

  /** A zone at either end of what was cut out as the date. */
  private static final Pattern ZONE =
      Pattern.compile(
          "@[0-9a-fA-F]{24}|.*(?:[:\\d. ](?:Z|UTC|GMT)|:\\d\\d\\S* ?[+-]\\d\\d(?::?\\d\\d)?)");

  private final boolean lookUp;
  private final boolean all;
  private final boolean zone;
  private final List<Match> matches = new ArrayList<>();
  private final List<Rule> ignores = new ArrayList<>();
  private final Map<Rule, Attempt> taken = new HashMap<>();
  private Optional<Attempt> prefix = Optional.empty();
  private boolean zoned;
  private Optional<Instant> lastDate = Optional.empty();

  /**
   * Begins.
   *
   * @param lookUp whether host names are looked up
   * @param all whether all expressions are tried on each line
   * @param zone whether the zone of all times is known
   */
  LineWitness(boolean lookUp, boolean all, boolean zone) {
    this.lookUp = lookUp;
    this.all = all;
    this.zone = zone;
  }

  void nextLine() {
    matches.clear();
    ignores.clear();
    taken.clear();
  }

  @Override
  public void dated(Dating dating) {
    zoned = zone || ZONE.matcher(dating.cut()).matches();
    lastDate = dating.when().or(() -> lastDate);
  }

  @Override
  public void tried(Attempt attempt) {
    if (attempt.rule().kind() == Rule.Kind.PREFREGEX) {
      prefix = Optional.of(attempt);
    } else if (attempt.rule().kind() == Rule.Kind.IGNOREREGEX && attempt.matched()) {
      ignores.add(attempt.rule());
    } else if (attempt.matched()) {
      taken.put(attempt.rule(), attempt);
    }
  }

  @Override
  public void matched(Match match) {
    matches.add(match);
  }

  /** The ignoreregexes that matched the line. */
  List<Rule> ignores() {
    return ignores;
  }

  /** What prefregex took from the line, or from the last one that it was tried on. */
  Optional<Map<String, Optional<String>>> prefix() {
    return prefix.filter(Attempt::matched).map(LineWitness::all);
  }

  /** Python also tells of the groups that took no part. */
  private static Map<String, Optional<String>> all(Attempt attempt) {
    Map<String, Optional<String>> all = PythonText.groups(attempt.rule().expanded());
    attempt.groups().forEach((name, value) -> all.put(name, Optional.of(value)));
    return all;
  }

  /** The date of the last line that had one. */
  Optional<Instant> lastDate() {
    return lastDate;
  }

  /** What was found in the line; a host's name counts once for each of its addresses. */
  List<Hit> hits() {
    List<Hit> hits = new ArrayList<>();
    int failures = 0;
    for (Match match : matches) {
      if (!all && match.information() && match.fields().containsKey("mlfid")) {
        continue; // what only informs a session ends the search unseen
      }
      for (Optional<String> id : ids(match)) {
        hits.add(new Hit(match, id, groups(match), zoned, failures > 1));
        failures += match.information() ? 0 : 1;
      }
    }
    return hits;
  }

  /** Of the first expression that took anything, also the groups that took no part. */
  private Map<String, Optional<String>> groups(Match match) {
    Map<String, Optional<String>> groups = new LinkedHashMap<>(prefix().orElse(Map.of()));
    groups.remove("content");
    Optional<Attempt> attempt = Optional.ofNullable(taken.get(match.rule()));
    if (groups.isEmpty()) {
      return attempt.map(LineWitness::all).orElse(groups);
    }
    attempt.ifPresent(
        own -> own.groups().forEach((name, value) -> groups.put(name, Optional.of(value))));
    return groups;
  }

  private List<Optional<String>> ids(Match match) {
    if (!match.name() || !lookUp || match.id().isEmpty()) {
      return List.of(match.id());
    }
    List<Optional<String>> ids = new ArrayList<>();
    try {
      for (InetAddress address : InetAddress.getAllByName(match.id().get())) {
        ids.add(IpBlock.parse(address.getHostAddress()).map(IpBlock::toString));
      }
    } catch (UnknownHostException e) {
      return List.of(); // nobody to be counted, as in a jail
    }
    return ids;
  }
}
