package org.gaoler.filter.automaton;

import java.util.List;
import org.gaoler.filter.expression.Expression;

/**
 * What a filter matches, as far as an automaton needs to know.
 *
 * @param prefix its prefregex, none or one
 * @param failures its failregexes
 * @param dates its date templates in Python's notation, of which group 1 is cut out of a line
 * @param atStart whether dates stand at the start of a line only, with at most two signs before
 *     them; else no automaton decides
 */
public record Language(
    List<Expression> prefix, List<Expression> failures, List<String> dates, boolean atStart) {

  private static final String CONTENT = "content";

  public Language {
    prefix = List.copyOf(prefix);
    failures = List.copyOf(failures);
    dates = List.copyOf(dates);
  }

  /** Whether an automaton can decide about its lines. */
  public boolean decidable() {
    for (Expression failure : failures) {
      if (failure.lines()) {
        return false;
      }
    }
    return atStart && prefix.stream().allMatch(Language::plain);
  }

  /** Whether it is clear what a prefregex leaves to the failregexes. */
  private static boolean plain(Expression prefix) {
    for (Expression.Capture capture : prefix.captures()) {
      String name = capture.name();
      boolean joined = name.startsWith("alt_content") || name.startsWith("tuple_content");
      boolean content = name.equals(CONTENT);
      if (joined || content && Parts.hidden(prefix.syntax().root(), capture.number())) {
        return false;
      }
    }
    return true;
  }

  /** The number of the group that a prefregex leaves to the failregexes; 0 if there is none. */
  static int content(Expression prefix) {
    for (Expression.Capture capture : prefix.captures()) {
      if (capture.name().equals(CONTENT)) {
        return capture.number();
      }
    }
    return 0;
  }
}
