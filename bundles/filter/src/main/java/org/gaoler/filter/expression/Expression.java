package org.gaoler.filter.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import org.gaoler.api.Fault;
import org.gaoler.ini.Setting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One compiled expression of a filter; immutable but for its counters of overruns, shared by
 * threads.
 */
public final class Expression {

  private static final Logger LOG = LoggerFactory.getLogger(Expression.class);

  private final Setting source;
  private final Syntax syntax;
  private final Search search;
  private final boolean lines;
  private final List<Capture> captures;
  private final AtomicLong tooManySteps = new AtomicLong();
  private final AtomicLong tooMuchMemory = new AtomicLong();

  /**
   * A named group.
   *
   * @param name Python's name
   * @param number its number in {@link MatchResult}
   */
  public record Capture(String name, int number) {}

  /**
   * Compiles an expression as a filter writes it.
   *
   * @param source as it was written, with tags; blanks around it do not count
   * @param kind what it is, for messages, such as {@code failregex}
   * @param names whether {@code <HOST>} may be a host name
   * @param lines whether it is for texts of several lines, so that {@code ^} and {@code $} stand at
   *     each of them
   * @return the expression
   * @throws Fault if it is wrong: file, line, column, expression
   */
  public static Expression compile(Setting source, String kind, boolean names, boolean lines)
      throws Fault {
    // a blank at an end, which only an option filled in can leave there, counts in fail2ban too
    Rewritten rewritten = Tags.rewrite(source.text(), names);
    if (rewritten.text().isBlank()) {
      throw wrong(source, source.place(), kind, "it is empty");
    }
    try {
      return new Expression(source, PythonParser.parse(rewritten.text(), lines), lines);
    } catch (ExpressionException e) {
      String place = source.place(rewritten.origin(e.at()));
      throw wrong(source, place, kind, e.getMessage());
    }
  }

  /**
   * Compiles an expression in Python's notation that was made from what a file says.
   *
   * @param source as it was written
   * @param expression what to compile
   * @param kind what it is, for messages
   * @return the expression
   * @throws Fault if it is wrong: file, line, expression
   */
  public static Expression compile(Setting source, String expression, String kind) throws Fault {
    try {
      return new Expression(source, PythonParser.parse(expression, false), false);
    } catch (ExpressionException e) {
      throw wrong(source, source.place(), kind, e.getMessage());
    }
  }

  private static Fault wrong(Setting source, String place, String kind, String what) {
    return new Fault(
        "cannot use the " + kind + " at " + place + ": " + what + ": " + source.text());
  }

  private Expression(Setting source, Syntax syntax, boolean lines) {
    this.source = source;
    this.syntax = syntax;
    this.search = new Search(syntax);
    this.lines = lines;
    List<Capture> named = new ArrayList<>();
    for (int i = 1; i < syntax.names().size(); i++) {
      if (!syntax.names().get(i).isEmpty()) {
        named.add(new Capture(syntax.names().get(i).intern(), i));
      }
    }
    this.captures = List.copyOf(named);
  }

  /**
   * Searches a text.
   *
   * @param text what to search; its budget pays
   * @return the match with its groups, or empty if it does not match. Empty too if the budget or
   *     the memory did not suffice, which is counted
   */
  public Optional<MatchResult> find(Text text) {
    if (text.spent()) {
      return Optional.empty();
    }
    try {
      return search.find(text);
    } catch (Machine.Empty e) {
      overrun(tooManySteps, "steps");
    } catch (Machine.Full e) {
      overrun(tooMuchMemory, "memory");
    }
    return Optional.empty();
  }

  /**
   * Whether a text that begins with a character may match, which is told without looking further.
   *
   * @param code the first character; the line feed if there is none
   */
  public boolean opens(int code) {
    return search.opens(code);
  }

  /**
   * How much of a text fits an expression that does not match it. Costs several searches.
   *
   * @param text its budget pays
   * @return where the longest beginning of the expression that matches ends, in characters from the
   *     start; 0 if none does
   */
  public int reach(Text text) {
    return Reach.of(syntax, text);
  }

  private void overrun(AtomicLong counter, String what) {
    if (counter.getAndIncrement() == 0) {
      LOG.warn(
          "expression at {} needed more {} than one line may cost and was taken as not matching;"
              + " further cases are only counted: {}",
          source.place(),
          what,
          source.text());
    }
  }

  /** Where it was written, and what. */
  public Setting source() {
    return source;
  }

  /** Whether it is for texts of several lines. */
  public boolean lines() {
    return lines;
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
    return tooManySteps.get() + tooMuchMemory.get();
  }

  /** One line for the operator if it was ever given up: how often, for what, where it stands. */
  public Optional<String> trouble() {
    long steps = tooManySteps.get();
    long memory = tooMuchMemory.get();
    if (steps + memory == 0) {
      return Optional.empty();
    }
    return Optional.of(
        "expression at "
            + source.place()
            + " was given up on "
            + (steps + memory)
            + " lines ("
            + steps
            + " for steps, "
            + memory
            + " for memory): "
            + source.text());
  }
}
