package org.gaoler.tester.show;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaoler.commands.text.Json;
import org.gaoler.filter.trial.Verdict;
import org.gaoler.tester.run.Offence;
import org.gaoler.tester.run.Pace;
import org.gaoler.tester.run.RuleCount;
import org.gaoler.tester.run.Tally;

/**
 * Tells programs what came of a run, in one object. Keys are only ever added.
 *
 * @param json writes it
 * @param printed the verdicts whose lines are listed
 */
public record JsonReport(Json json, Set<Verdict> printed) {

  private static final double MICRO = 1000;

  /**
   * Tells all.
   *
   * @param outcome of the run
   */
  public void print(Outcome outcome) throws IOException {
    Tally tally = outcome.tally();
    json.object()
        .put("source", outcome.source())
        .put("filter", outcome.subject().filter().name())
        .put("origin", outcome.subject().filter().origin());
    text("jail", Optional.of(outcome.subject().jail()).filter(jail -> !jail.isEmpty()));
    json.put("lines", tally.lines());
    for (Verdict verdict : Verdict.values()) {
      json.put(verdict.name().toLowerCase(Locale.ROOT), tally.kept(verdict).count());
    }
    json.put("failures", tally.failures())
        .put("microseconds", outcome.course().nanos() / 1000)
        .put("linesPerSecond", outcome.linesPerSecond())
        .put("interrupted", outcome.course().interrupted())
        .put("cutLines", outcome.cut());
    text("advice", outcome.advice());
    expressions(tally);
    dates(outcome.dates());
    addresses(tally.offences());
    for (Verdict verdict : printed) {
      List<String> lines = tally.kept(verdict).lines();
      json.put(verdict.name().toLowerCase(Locale.ROOT) + "Lines", lines);
    }
    json.end();
  }

  private void text(String key, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.put(key, value.get());
    } else {
      json.none(key);
    }
  }

  private void expressions(Tally tally) throws IOException {
    Pace pace = new Pace(tally.rules());
    json.list("expressions");
    for (RuleCount rule : tally.rules()) {
      json.object()
          .put("kind", rule.rule().kind().name().toLowerCase(Locale.ROOT))
          .put("number", rule.rule().number())
          .put("text", rule.rule().text())
          .put("place", rule.rule().place())
          .put("tries", rule.tries())
          .put("hits", rule.hits())
          .put("microseconds", Math.round(rule.time() / MICRO))
          .put("slow", pace.slow(rule))
          .put("givenUp", rule.givenUp())
          .end();
    }
    json.end();
  }

  private void dates(Map<String, Integer> dates) throws IOException {
    json.list("dates");
    for (Map.Entry<String, Integer> date : dates.entrySet()) {
      if (date.getValue() > 0) {
        json.object().put("template", date.getKey()).put("hits", date.getValue()).end();
      }
    }
    json.end();
  }

  private void addresses(Map<String, Offence> offences) throws IOException {
    json.list("addresses");
    for (Map.Entry<String, Offence> each : offences.entrySet()) {
      Offence offence = each.getValue();
      json.object()
          .put("address", each.getKey())
          .put("failures", offence.failures())
          .put("first", moment(offence.first()))
          .put("last", moment(offence.last()))
          .put("users", List.copyOf(offence.users()));
      text("ban", offence.banned().map(JsonReport::moment));
      json.end();
    }
    json.end();
  }

  private static String moment(Instant when) {
    return when.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
