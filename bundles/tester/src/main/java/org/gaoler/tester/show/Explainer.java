package org.gaoler.tester.show;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gaoler.commands.text.Clean;
import org.gaoler.commands.text.Moments;
import org.gaoler.filter.trial.Attempt;
import org.gaoler.filter.trial.Dating;
import org.gaoler.filter.trial.Match;
import org.gaoler.filter.trial.Verdict;
import org.gaoler.filter.trial.Witness;

/**
 * Shows what happened to each line, step by step, and hands all it hears on to another witness.
 * When the console refuses to be written to, {@link UncheckedIOException} ends the run.
 */
public final class Explainer implements Witness {

  private final Witness next;
  private final Paint paint;
  private final Steps steps;
  private final Set<Verdict> wanted;
  private final long most;
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Match> matches = new ArrayList<>();
  private Optional<Dating> dating = Optional.empty();
  private long lines;
  private long shown;

  /**
   * Begins.
   *
   * @param next hears the same
   * @param paint shows it
   * @param moments tells times
   * @param wanted the verdicts of the lines that are shown
   * @param most how many lines are shown
   */
  public Explainer(Witness next, Paint paint, Moments moments, Set<Verdict> wanted, long most) {
    this.next = next;
    this.paint = paint;
    this.steps = new Steps(paint, moments);
    this.wanted = wanted;
    this.most = most;
  }

  @Override
  public boolean timed() {
    return next.timed();
  }

  @Override
  public boolean curious() {
    return shown < most;
  }

  @Override
  public void dated(Dating found) {
    next.dated(found);
    dating = Optional.of(found);
  }

  @Override
  public void tried(Attempt attempt) {
    next.tried(attempt);
    if (shown < most) {
      attempts.add(attempt);
    }
  }

  @Override
  public void matched(Match match) {
    next.matched(match);
    if (shown < most) {
      matches.add(match);
    }
  }

  @Override
  public void done(String line, Verdict verdict, String reason) {
    next.done(line, verdict, reason);
    lines++;
    if (shown < most && wanted.contains(verdict)) {
      shown++;
      try {
        show(line, verdict, reason);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    attempts.clear();
    matches.clear();
    dating = Optional.empty();
  }

  private void show(String line, Verdict verdict, String reason) throws IOException {
    paint.line("");
    paint.line(paint.style().faint("line " + lines + "  ") + Clean.line(line));
    if (dating.isPresent()) {
      steps.date(dating.get(), line);
    }
    steps.attempts(attempts);
    for (Match match : matches) {
      steps.match(match);
    }
    steps.verdict(verdict, reason);
  }

  /** How many lines were not shown, although they would have been. */
  public boolean full() {
    return shown >= most && lines > shown;
  }
}
