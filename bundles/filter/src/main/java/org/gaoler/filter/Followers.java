package org.gaoler.filter;

import java.util.List;
import org.gaoler.filter.automaton.Parts;
import org.gaoler.filter.expression.Expression;

/**
 * Tells apart the expressions of a filter that only ever speak to a session which an earlier line
 * has begun, and those that tell something by themselves.
 */
final class Followers {

  private Followers() {}

  /**
   * The failregexes that tell something by themselves.
   *
   * @param prefix the prefregex, none or one
   * @param failures all failregexes
   * @return in the same order; all of them if the session's id is put together of several texts,
   *     since it stands nowhere in a line then
   */
  static List<Expression> telling(List<Expression> prefix, List<Expression> failures) {
    if (prefix.stream().anyMatch(Followers::composed)) {
      return failures;
    }
    return failures.stream().filter(failure -> !follows(failure)).toList();
  }

  /** What neither fails nor begins a session says nothing to a session that is not there. */
  private static boolean follows(Expression failure) {
    boolean ends = certain(failure, Sessions.FORGET) || certain(failure, Sessions.KNOWN);
    boolean informs = certain(failure, Sessions.NOFAIL) || certain(failure, Sessions.GAINED);
    return ends && informs && !composed(failure);
  }

  private static boolean certain(Expression expression, String name) {
    return expression.captures().stream()
        .anyMatch(
            group ->
                group.name().equals(name)
                    && Parts.certain(expression.syntax().root(), group.number()));
  }

  private static boolean composed(Expression expression) {
    return expression.captures().stream().anyMatch(group -> group.name().startsWith("tuple_mlf"));
  }
}
