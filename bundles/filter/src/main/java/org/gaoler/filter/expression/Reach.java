package org.gaoler.filter.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;

/**
 * Finds how much of an expression that does not match fits a text: the longest of its beginnings
 * that matches. Costs a few searches; for explanations only.
 */
final class Reach {

  private final Syntax syntax;
  private final Text text;
  private int end;

  private Reach(Syntax syntax, Text text) {
    this.syntax = syntax;
    this.text = text;
  }

  /** Where the match of the longest beginning that fits ends; 0 if none fits. */
  static int of(Syntax syntax, Text text) {
    Reach reach = new Reach(syntax, text);
    reach.into(syntax.root(), node -> node);
    return reach.end;
  }

  /** Looks how much of one part fits; {@code whole} puts a beginning of it behind what fits. */
  private void into(Node part, UnaryOperator<Node> whole) {
    if (part instanceof Node.Sequence sequence) {
      into(sequence.parts(), whole);
    } else if (part instanceof Node.Group group) {
      into(group.body(), body -> whole.apply(new Node.Group(body, group.number())));
    } else if (part instanceof Node.Alternation choice) {
      choice.options().forEach(option -> into(option, whole));
    } else if (part instanceof Node.Repeat repeat && repeat.least() > 0) {
      into(repeat.body(), whole);
    }
  }

  private void into(List<Node> parts, UnaryOperator<Node> whole) {
    int fits = 0;
    int fails = parts.size();
    while (fails - fits > 1) {
      int middle = (fits + fails) >>> 1;
      if (fits(whole.apply(beginning(parts, middle)))) {
        fits = middle;
      } else {
        fails = middle;
      }
    }
    if (fits < parts.size()) {
      List<Node> before = parts.subList(0, fits);
      into(parts.get(fits), part -> whole.apply(joined(before, part)));
    }
  }

  /** A last part that takes anything would take all the rest, which says nothing. */
  private static Node beginning(List<Node> parts, int count) {
    List<Node> some = new ArrayList<>(parts.subList(0, count));
    if (some.get(count - 1) instanceof Node.Repeat last && last.body() instanceof Node.Dot) {
      some.set(count - 1, new Node.Repeat(last.body(), last.least(), last.most(), '?'));
    }
    return new Node.Sequence(some);
  }

  private static Node joined(List<Node> before, Node part) {
    List<Node> all = new ArrayList<>(before);
    all.add(part);
    return new Node.Sequence(all);
  }

  private boolean fits(Node root) {
    Search search = new Search(new Syntax(root, syntax.names(), 0, syntax.refers()));
    Optional<MatchResult> match;
    try {
      match = search.find(text);
    } catch (Machine.Empty | Machine.Full e) {
      return false; // too dear to know: the explanation goes less far
    }
    match.ifPresent(found -> end = Math.max(end, found.end()));
    return match.isPresent();
  }
}
