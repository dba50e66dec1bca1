package org.gaoler.filter.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.gaoler.api.Fault;
import org.gaoler.api.StepBudget;
import org.gaoler.filter.ini.Setting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One compiled expression of a filter; immutable but for its counter of overruns, shared by
 * threads.
 */
public final class Expression {

  private static final Logger LOG = LoggerFactory.getLogger(Expression.class);

  private final Setting source;
  private final Syntax syntax;
  private final boolean anchored;
  private final Pattern plain;
  private final List<Capture> captures;
  private final AtomicLong overruns = new AtomicLong();
  private volatile Pattern exact;

  /**
   * A named group.
   *
   * @param name Python's name
   * @param number its number in {@link Matcher}
   */
  public record Capture(String name, int number) {}

  /**
   * Compiles an expression.
   *
   * @param source as it was written
   * @param expanded the same in Python's notation, with its tags expanded
   * @param kind what it is, for messages, such as {@code failregex}
   * @return the expression
   * @throws Fault if it is wrong: file, line, expression
   */
  public static Expression compile(Setting source, String expanded, String kind) throws Fault {
    try {
      return new Expression(source, PythonParser.parse(expanded));
    } catch (ExpressionException e) {
      boolean same = expanded.equals(source.text());
      throw wrong(source, kind, e.getMessage() + (same ? " at column " + (e.at() + 1) : ""), e);
    } catch (PatternSyntaxException e) {
      throw wrong(source, kind, "Java cannot compile it, " + e.getDescription(), e);
    }
  }

  private static Fault wrong(Setting source, String kind, String what, Exception cause) {
    return new Fault(
        "cannot use the " + kind + " at " + source.place() + ": " + what + ": " + source.text(),
        cause);
  }

  private Expression(Setting source, Syntax syntax) {
    this.source = source;
    this.syntax = syntax;
    this.anchored = Anchoring.atStart(syntax);
    JavaWriter.Written written = JavaWriter.write(syntax, false);
    this.plain = Pattern.compile(written.text(), Pattern.UNIX_LINES);
    List<Capture> named = new ArrayList<>();
    for (int i = 1; i < syntax.names().size(); i++) {
      if (!syntax.names().get(i).isEmpty()) {
        named.add(new Capture(syntax.names().get(i), written.numbers()[i]));
      }
    }
    this.captures = List.copyOf(named);
  }

  /**
   * Searches a text.
   *
   * @param text what to search; its budget pays
   * @return the match with its groups, or empty if it does not match. Empty too if the budget or
   *     the stack did not suffice, which is counted
   */
  public Optional<Matcher> find(Text text) {
    if (text.spent()) {
      return Optional.empty();
    }
    try {
      Matcher matcher = (text.plain() ? plain : exact()).matcher(text);
      boolean found = anchored ? matcher.lookingAt() : matcher.find();
      return found ? Optional.of(matcher) : Optional.empty();
    } catch (StepBudget.Spent | StackOverflowError e) {
      overrun(e instanceof StepBudget.Spent ? "more steps" : "more stack");
      return Optional.empty();
    }
  }

  private void overrun(String what) {
    if (overruns.getAndIncrement() == 0) {
      LOG.warn(
          "expression at {} needed {} than one line may cost and was taken as not matching;"
              + " further cases are only counted: {}",
          source.place(),
          what,
          source.text());
    }
  }

  private Pattern exact() {
    Pattern pattern = exact;
    if (pattern == null) {
      pattern =
          Pattern.compile(
              JavaWriter.write(syntax, true).text(), Pattern.UNIX_LINES | Pattern.UNICODE_CASE);
      exact = pattern;
    }
    return pattern;
  }

  /** Where it was written, and what. */
  public Setting source() {
    return source;
  }

  /** Its tree. */
  public Syntax syntax() {
    return syntax;
  }

  /** Its named groups in order. */
  public List<Capture> captures() {
    return captures;
  }

  /** Whether it has a group of that name. */
  public boolean captures(String name) {
    return syntax.names().contains(name);
  }

  /** How often it was given up because it cost too much. */
  public long overruns() {
    return overruns.get();
  }
}
