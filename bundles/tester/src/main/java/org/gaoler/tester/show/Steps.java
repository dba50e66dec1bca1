package org.gaoler.tester.show;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gaoler.commands.text.Clean;
import org.gaoler.commands.text.Moments;
import org.gaoler.commands.text.Table;
import org.gaoler.filter.trial.Attempt;
import org.gaoler.filter.trial.Dating;
import org.gaoler.filter.trial.Match;
import org.gaoler.filter.trial.Rule;
import org.gaoler.filter.trial.Verdict;

/**
 * The layout of an explanation: what was done to the left, what it was done to on the right.
 *
 * @param paint writes it
 * @param moments tells times
 */
record Steps(Paint paint, Moments moments) {

  private static final int INDENT = 16;
  private static final int BEST = 2;

  void date(Dating dating, String line) throws IOException {
    if (dating.cut().isEmpty()) {
      String when = dating.when().map(moment -> moments.local(moment)).orElse("");
      step(
          "date",
          when.isEmpty() ? paint.style().warning("none found") : when + " (the line names none)");
      return;
    }
    step(
        "date",
        quoted(dating.cut())
            + dating.when().map(when -> " is " + moments.local(when)).orElse(" is no moment"));
    dating.template().ifPresent(template -> detail("cut out by " + template));
    step("left", Clean.line(dating.rest()));
  }

  /** All of them in order; of those that missed, the ones that came furthest are shown. */
  void attempts(List<Attempt> attempts) throws IOException {
    List<Attempt> missed = new ArrayList<>();
    for (Attempt attempt : attempts) {
      if (!attempt.given().isEmpty()) {
        step(name(attempt), paint.style().bad("given up: " + attempt.given()));
        pattern(attempt);
      } else if (attempt.matched()) {
        taken(attempt);
      } else if (attempt.rule().kind() == Rule.Kind.FAILREGEX) {
        missed.add(attempt);
      } else if (attempt.rule().kind() == Rule.Kind.PREFREGEX) {
        failed(attempt);
      }
    }
    boolean recognised = attempts.stream().anyMatch(Steps::recognises);
    if (!recognised) {
      nearest(missed);
    }
  }

  private static boolean recognises(Attempt attempt) {
    return attempt.matched() && attempt.rule().kind() == Rule.Kind.FAILREGEX;
  }

  private void taken(Attempt attempt) throws IOException {
    Rule.Kind kind = attempt.rule().kind();
    String word =
        kind == Rule.Kind.IGNOREREGEX
            ? paint.style().warning("matches: the line may pass")
            : paint.style().good("matches");
    step(name(attempt), word);
    pattern(attempt);
    for (Map.Entry<String, String> group : attempt.groups().entrySet()) {
      detail(group.getKey() + " = " + quoted(group.getValue()));
    }
  }

  private void nearest(List<Attempt> missed) throws IOException {
    int furthest = missed.stream().mapToInt(Attempt::furthest).max().orElse(0);
    List<Attempt> near =
        missed.stream()
            .filter(each -> each.furthest() == furthest && furthest > 0)
            .limit(BEST)
            .toList();
    for (Attempt attempt : near) {
      failed(attempt);
    }
    int others = missed.size() - near.size();
    if (others > 0) {
      String which = others == 1 ? " fits" : " fit";
      step(
          "",
          paint
              .style()
              .faint(
                  Amount.of(others, "failregex", "failregexes")
                      + which
                      + (near.isEmpty() ? " nowhere in it" : " less of it")));
    }
  }

  /** Where an expression stopped, with a caret under that character. */
  private void failed(Attempt attempt) throws IOException {
    step(name(attempt), paint.style().bad("does not match"));
    pattern(attempt);
    int at = Math.min(attempt.furthest(), attempt.text().length());
    int window =
        Math.max(40, (paint.console().width() == 0 ? 160 : paint.console().width()) - INDENT - 2);
    int from = Math.max(0, at - window * 2 / 3);
    String head = from > 0 ? "…" : "";
    String visible = Clean.line(head + attempt.text().substring(from));
    detail(Table.cut(visible, window));
    if (attempt.furthest() > 0) {
      int caret = Clean.line(head + attempt.text().substring(from, at)).length();
      detail(" ".repeat(caret) + paint.style().bad("^ nothing fits beyond here"));
    } else {
      detail("the line lacks something that every match has");
    }
  }

  private void pattern(Attempt attempt) {
    detail(paint.style().faint(paint.shown(attempt.rule().text(), INDENT)));
  }

  private static String name(Attempt attempt) {
    return TextReport.name(attempt.rule());
  }

  void match(Match match) throws IOException {
    String who = match.id().map(Steps::quoted).orElse("nobody yet");
    if (match.information()) {
      step("session", "notes it: information about " + who);
    } else if (match.pending()) {
      step("session", "keeps it until a line of the session names an address");
    } else {
      step(
          "failure",
          "of " + Clean.line(match.id().orElse("")) + (match.name() ? ", a host's name" : ""));
    }
    if (!match.users().isEmpty()) {
      detail("accounts tried in this session: " + Clean.line(String.join(", ", match.users())));
    }
    if (match.lines().size() > 1) {
      detail(
          "together with " + Amount.of(match.lines().size() - 1, "earlier line", "earlier lines"));
    }
  }

  void verdict(Verdict verdict, String reason) throws IOException {
    String word =
        switch (verdict) {
          case MATCHED -> paint.style().good("MATCHED");
          case IGNORED -> paint.style().warning("IGNORED");
          case MISSED -> paint.style().bad("MISSED");
        };
    paint.line("  → " + word + "  " + Clean.line(reason));
  }

  private static String quoted(String hostile) {
    return "\"" + Clean.line(hostile) + "\"";
  }

  private void step(String what, String text) throws IOException {
    paint.line("  " + what + " ".repeat(Math.max(1, INDENT - 2 - what.length())) + text);
  }

  private void detail(String text) {
    try {
      paint.line(" ".repeat(INDENT) + text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
