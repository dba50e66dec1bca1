package org.gaoler.filter;

import java.util.Optional;
import java.util.regex.MatchResult;
import org.gaoler.filter.expression.Expression;
import org.gaoler.filter.expression.Text;
import org.gaoler.filter.trial.Attempt;
import org.gaoler.filter.trial.Rule;
import org.gaoler.filter.trial.Witness;

/**
 * One expression of a filter, with what its groups stand for.
 *
 * @param expression the compiled expression
 * @param captures what its groups stand for
 * @param rule its name for testers
 */
record FilterRule(Expression expression, Captures captures, Rule rule) {

  FilterRule(Expression expression, Rule rule) {
    this(expression, Captures.of(expression), rule);
  }

  /**
   * Searches a text and tells a witness, if one listens, how that went.
   *
   * @return empty if it does not match
   */
  Optional<? extends MatchResult> find(Text text, Witness witness) {
    if (!witness.listens()) {
      return expression.find(text);
    }
    long overruns = expression.overruns();
    long start = witness.timed() ? System.nanoTime() : 0;
    Optional<? extends MatchResult> match = expression.find(text);
    long nanos = witness.timed() ? System.nanoTime() - start : 0;
    String given =
        expression.overruns() > overruns ? "it cost more than one line may, and was given up" : "";
    witness.tried(
        new Attempt(
            rule,
            text.text(),
            match.isPresent(),
            given,
            match.map(MatchResult::end).orElseGet(() -> reach(text, witness)),
            match.map(found -> captures.raw(found)).orElse(java.util.Map.of()),
            nanos));
    return match;
  }

  private int reach(Text text, Witness witness) {
    return witness.curious() ? expression.reach(text) : 0;
  }
}
