package org.gaoler.filter.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.gaoler.filter.expression.Expression;

/**
 * The texts of which a raw line must contain at least one for a filter to look at it.
 *
 * @param texts lower-case ASCII
 * @param always whether the filter must see every line, because of {@code culprit}
 * @param culprit place and text of the expression that has no usable text; empty if there is none
 */
public record Needles(List<String> texts, boolean always, String culprit) {

  /** Of a filter that need not see any line. */
  static final Needles NONE = new Needles(List.of(), false, "");

  public Needles {
    texts = List.copyOf(texts);
  }

  /**
   * Derives the needles of a filter.
   *
   * @param prefix its prefregex, none or one
   * @param expressions its failregexes
   * @param cut where a date may be cut out of a line
   * @return the needles
   */
  public static Needles of(List<Expression> prefix, List<Expression> expressions, Cut cut) {
    TreeSet<String> texts = new TreeSet<>();
    for (Expression expression : expressions) {
      if (expression.lines()) {
        // any line may stand between those that a match needs, and be put back
        return new Needles(List.of(), true, told(expression));
      }
      Requirement needed = uncut(expression, cut);
      for (Expression gate : prefix) {
        needed = needed.says() ? needed : uncut(gate, cut);
      }
      if (!needed.says()) {
        return new Needles(List.of(), true, told(expression));
      }
      texts.addAll(needed.texts());
    }
    Requirement all = Requirement.anyOf(texts);
    return new Needles(all.says() ? all.texts() : List.copyOf(texts), false, "");
  }

  private static String told(Expression expression) {
    return expression.source().place() + ": " + expression.source().text();
  }

  /**
   * What the raw line must contain. The expressions see the line without its date, so that a text
   * can stand across the cut; then it is not in the raw line as a whole, but everything else is.
   */
  private static Requirement uncut(Expression expression, Cut cut) {
    List<Requirement> all = Literals.of(expression.syntax().root());
    if (!cut.anywhere()) {
      List<Requirement> trimmed = new ArrayList<>();
      for (Requirement requirement : all) {
        trimmed.add(Requirement.anyOf(requirement.texts().stream().map(cut::undivided).toList()));
      }
      return Literals.best(trimmed);
    }
    Requirement first = Literals.best(all);
    List<String> halves = new ArrayList<>();
    for (String text : first.texts()) {
      halves.add(text.substring(0, text.length() / 2));
      halves.add(text.substring(text.length() / 2));
    }
    return Requirement.anyOf(halves).better(pair(all, first));
  }

  /** Of two requirements at different places only one can stand across the cut. */
  private static Requirement pair(List<Requirement> all, Requirement first) {
    List<Requirement> others = new ArrayList<>(all);
    others.remove(first);
    Requirement second = Literals.best(others);
    if (!second.says()) {
      return Requirement.NONE;
    }
    List<String> both = new ArrayList<>(first.texts());
    both.addAll(second.texts());
    return Requirement.anyOf(both);
  }
}
