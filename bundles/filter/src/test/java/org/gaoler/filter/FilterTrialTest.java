package org.gaoler.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.gaoler.api.Failure;
import org.gaoler.api.Fault;
import org.gaoler.filter.trial.Attempt;
import org.gaoler.filter.trial.Dating;
import org.gaoler.filter.trial.Match;
import org.gaoler.filter.trial.Rule;
import org.gaoler.filter.trial.Trial;
import org.gaoler.filter.trial.Verdict;
import org.gaoler.filter.trial.Witness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tester hears. */
class FilterTrialTest implements Witness {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T21:45:00Z"), ZoneOffset.UTC);

  @TempDir Path etc;
  private FilterFiles files;
  private final List<Dating> datings = new ArrayList<>();
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Match> matches = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();

  @Override
  public void dated(Dating dating) {
    datings.add(dating);
  }

  @Override
  public void tried(Attempt attempt) {
    attempts.add(attempt);
  }

  @Override
  public void matched(Match match) {
    matches.add(match);
  }

  @Override
  public void done(String line, Verdict verdict, String reason) {
    assertThat(reason).isNotBlank();
    verdicts.add(verdict);
  }

  @BeforeEach
  void writeFilter() {
    files = new FilterFiles(etc);
    files.write(
        "t.conf",
        "[Definition]",
        "prefregex = ^\\s*door: <F-CONTENT>.+</F-CONTENT>$",
        "failregex = ^bad <HOST>",
        "            ^bad <ADDR> again",
        "            ^<F-NOFAIL>fine</F-NOFAIL> <ADDR>",
        "ignoreregex = friend$");
  }

  private Trial trial(Trial.Rules rules) throws Fault {
    return Trial.of(files.find("t", Map.of("logtimezone", "UTC")), rules, CLOCK, this);
  }

  private void take(Trial trial, String line) {
    trial.take(line, OptionalLong.empty(), failures::add);
  }

  @Test
  void everyStepOfALineIsToldInOrder() throws Fault {
    take(trial(Trial.Rules.FIRST), "2001-02-03 04:05:06 door: bad 192.0.2.1 again");

    Dating dating = datings.get(0);
    assertThat(dating.cut()).isEqualTo("2001-02-03 04:05:06");
    assertThat(dating.rest()).isEqualTo(" door: bad 192.0.2.1 again");
    assertThat(dating.when()).contains(Instant.parse("2001-02-03T04:05:06Z"));
    assertThat(attempts)
        .extracting(attempt -> attempt.rule().kind(), Attempt::text, Attempt::matched)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Rule.Kind.PREFREGEX, dating.rest(), true),
            org.assertj.core.groups.Tuple.tuple(Rule.Kind.FAILREGEX, "bad 192.0.2.1 again", true),
            org.assertj.core.groups.Tuple.tuple(
                Rule.Kind.IGNOREREGEX, "bad 192.0.2.1 again", false));
    assertThat(attempts.get(1).groups()).containsEntry("ip4", "192.0.2.1");
    assertThat(verdicts).containsExactly(Verdict.MATCHED);
    assertThat(failures).singleElement().extracting(Failure::when).isEqualTo(dating.when().get());
  }

  @Test
  void everyExpressionIsTriedIfAllAreWanted() throws Fault {
    take(trial(Trial.Rules.ALL), "2001-02-03 04:05:06 door: bad 192.0.2.1 again");

    assertThat(matches).extracting(match -> match.rule().number()).containsExactly(1, 2);
    assertThat(failures).hasSize(2);
  }

  @Test
  void ignoredInformingAndStrangeLinesAreToldApart() throws Fault {
    Trial trial = trial(Trial.Rules.ALL);

    take(trial, "2001-02-03 04:05:06 door: bad 192.0.2.1 friend");
    take(trial, "2001-02-03 04:05:06 door: fine 192.0.2.1");
    take(trial, "2001-02-03 04:05:06 door: what");
    take(trial, "2001-02-03 04:05:06 window: bad 192.0.2.1");

    assertThat(verdicts)
        .containsExactly(Verdict.IGNORED, Verdict.IGNORED, Verdict.MISSED, Verdict.MISSED);
    assertThat(matches).singleElement().extracting(Match::information).isEqualTo(true);
    assertThat(failures).isEmpty();
    assertThat(trial.dateHits().values()).contains(4);
  }

  @Test
  void lineWithoutADateIsTakenAndSaysSo() throws Fault {
    take(trial(Trial.Rules.FIRST), "door: bad 192.0.2.1");

    assertThat(datings.get(0).when()).isEmpty();
    assertThat(failures).hasSize(1);
  }

  @Test
  void expressionsAreNamedWithTheirPlaces() throws Fault {
    List<Rule> rules = trial(Trial.Rules.ALL).rules();

    assertThat(rules).hasSize(5);
    assertThat(rules.get(2).place()).endsWith("t.conf line 4");
    assertThat(rules.get(2).text()).isEqualTo("^bad <ADDR> again");
    assertThat(rules.get(2).expanded()).contains("(?P<ip4>").doesNotContain("<ADDR>");
  }
}
