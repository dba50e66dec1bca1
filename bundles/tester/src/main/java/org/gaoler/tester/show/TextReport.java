package org.gaoler.tester.show;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.gaoler.commands.text.Clean;
import org.gaoler.commands.text.Moments;
import org.gaoler.commands.text.Table;
import org.gaoler.filter.trial.Rule;
import org.gaoler.filter.trial.Verdict;
import org.gaoler.tester.run.Kept;
import org.gaoler.tester.run.Offence;
import org.gaoler.tester.run.Pace;
import org.gaoler.tester.run.RuleCount;
import org.gaoler.tester.run.Tally;

/**
 * Tells people what came of a run.
 *
 * @param paint writes it
 * @param moments tells times
 * @param all whether everything is listed
 * @param printed the verdicts whose lines are listed
 */
public record TextReport(Paint paint, Moments moments, boolean all, Set<Verdict> printed) {

  private static final int MOST = 20;

  /**
   * Says what is tested, before the run.
   *
   * @param source what is read
   * @param title what is tested
   */
  public void announce(String source, String title) throws IOException {
    paint.line("source  " + Clean.line(source));
    paint.line("tested  " + paint.shown(title, 8));
    paint.out().flush();
  }

  /**
   * Tells all.
   *
   * @param outcome of the run
   */
  public void print(Outcome outcome) throws IOException {
    expressions(outcome.tally());
    dates(outcome.dates());
    addresses(outcome);
    for (Verdict verdict : Verdict.values()) {
      if (printed.contains(verdict)) {
        lines(verdict, outcome.tally().kept(verdict));
      }
    }
    paint.line("");
    summary(outcome);
    if (outcome.advice().isPresent()) {
      paint.line(paint.style().warning(Clean.line(outcome.advice().get())));
    }
  }

  private void expressions(Tally tally) throws IOException {
    Pace pace = new Pace(tally.rules());
    Table table = new Table("EXPRESSION", "#HITS", "#TIME", "");
    int silent = 0;
    for (RuleCount rule : tally.rules()) {
      boolean told = rule.hits() > 0 || rule.givenUp() > 0 || pace.slow(rule) || all;
      silent += told ? 0 : 1;
      if (told) {
        table.row(
            name(rule.rule()),
            Amount.of(rule.hits()),
            Amount.time(rule.time()),
            paint.shown(rule.rule().text(), 40));
      }
    }
    paint.line("");
    paint.table(table);
    if (silent > 0) {
      String some = silent < tally.rules().size() ? " more" : "";
      paint.line(
          paint
              .style()
              .faint(
                  Amount.of(silent, "expression", "expressions").replace(" ", some + " ")
                      + " without a hit"
                      + (all ? "" : "; --all lists them")));
    }
    for (RuleCount rule : tally.rules()) {
      remarks(rule, pace);
    }
  }

  private void remarks(RuleCount rule, Pace pace) throws IOException {
    if (pace.slow(rule)) {
      paint.line(
          paint
              .style()
              .warning(
                  name(rule.rule())
                      + " is slow: "
                      + pace.share(rule)
                      + " % of the time of all expressions, "
                      + String.format(Locale.ROOT, "%.1f µs a try", rule.perTry() / 1000)
                      + " ("
                      + Clean.line(rule.rule().place())
                      + ")"));
    }
    if (rule.givenUp() > 0) {
      paint.line(
          paint
              .style()
              .bad(
                  name(rule.rule())
                      + " was given up on "
                      + Amount.of(rule.givenUp(), "line", "lines")
                      + ": "
                      + Clean.line(rule.reason())));
    }
  }

  static String name(Rule rule) {
    String kind = rule.kind().name().toLowerCase(Locale.ROOT);
    return rule.kind() == Rule.Kind.PREFREGEX ? kind : kind + " " + rule.number();
  }

  private void dates(Map<String, Integer> dates) throws IOException {
    Table table = new Table("#HITS", "DATE TEMPLATE");
    boolean any = false;
    for (Map.Entry<String, Integer> date : dates.entrySet()) {
      if (date.getValue() > 0) {
        any = true;
        table.row(Amount.of(date.getValue()), date.getKey());
      }
    }
    if (any) {
      paint.line("");
      paint.table(table);
    }
  }

  private void addresses(Outcome outcome) throws IOException {
    List<Map.Entry<String, Offence>> found = worst(outcome.tally().offences());
    if (found.isEmpty()) {
      return;
    }
    boolean jail = outcome.subject().limit().isPresent();
    Table table =
        jail
            ? new Table("ADDRESS", "#FAILURES", "FIRST", "LAST", "BAN", "USERS")
            : new Table("ADDRESS", "#FAILURES", "FIRST", "LAST", "USERS");
    for (Map.Entry<String, Offence> each : found.subList(0, listed(found.size()))) {
      Offence offence = each.getValue();
      List<String> cells = new ArrayList<>();
      cells.add(each.getKey());
      cells.add(Amount.of(offence.failures()));
      cells.add(moment(offence.first()));
      cells.add(moment(offence.last()));
      if (jail) {
        cells.add(offence.banned().map(this::moment).orElse("no"));
      }
      cells.add(String.join(", ", offence.users()));
      table.row(cells.toArray(new String[0]));
    }
    paint.line("");
    paint.table(table);
    more(found.size() - listed(found.size()), "address", "addresses");
  }

  private int listed(int size) {
    return all ? size : Math.min(size, MOST);
  }

  private void more(long hidden, String one, String many) throws IOException {
    if (hidden > 0) {
      paint.line(
          paint
              .style()
              .faint(
                  Amount.of(hidden)
                      + " more "
                      + (hidden == 1 ? one : many)
                      + "; --all lists them"));
    }
  }

  private static List<Map.Entry<String, Offence>> worst(Map<String, Offence> offences) {
    List<Map.Entry<String, Offence>> found = new ArrayList<>(offences.entrySet());
    found.sort(Comparator.comparing(each -> -each.getValue().failures()));
    return found;
  }

  private String moment(Instant when) {
    return moments.local(when);
  }

  private void lines(Verdict verdict, Kept kept) throws IOException {
    paint.line("");
    paint.line(
        paint.style().faint(verdict.name() + " LINES") + (kept.count() == 0 ? "  none" : ""));
    for (String line : kept.lines()) {
      paint.line(Clean.line(line));
    }
    more(kept.count() - kept.lines().size(), "line", "lines");
  }

  private void summary(Outcome outcome) throws IOException {
    Tally tally = outcome.tally();
    paint.line(
        (outcome.course().interrupted() ? "interrupted after " : "")
            + Amount.of(tally.lines(), "line", "lines")
            + ": "
            + Amount.of(tally.kept(Verdict.MATCHED).count())
            + " matched, "
            + Amount.of(tally.kept(Verdict.IGNORED).count())
            + " ignored, "
            + Amount.of(tally.kept(Verdict.MISSED).count())
            + " missed");
    paint.line(
        Amount.of(tally.failures(), "failure", "failures")
            + " of "
            + Amount.of(tally.offences().size(), "address", "addresses")
            + "; "
            + Amount.time((double) outcome.course().nanos())
            + ", "
            + Amount.of(outcome.linesPerSecond(), "line/s", "lines/s"));
    if (tally.untold() > 0) {
      paint.line(
          Amount.of(tally.untold())
              + " failures are of addresses beyond the first "
              + Amount.of(tally.offences().size())
              + ", which are not told apart");
    }
    if (outcome.cut() > 0) {
      paint.line(Amount.of(outcome.cut(), "line was", "lines were") + " cut at 1 MiB");
    }
  }
}
