package org.gaoler.filter.automaton;

import java.util.List;
import org.gaoler.filter.expression.Node;

/** Walks over the trees of expressions. */
public final class Parts {

  private Parts() {}

  /** What a node consists of. */
  static List<Node> of(Node node) {
    if (node instanceof Node.Sequence s) {
      return s.parts();
    }
    if (node instanceof Node.Alternation a) {
      return a.options();
    }
    if (node instanceof Node.Group g) {
      return List.of(g.body());
    }
    if (node instanceof Node.Repeat r) {
      return List.of(r.body());
    }
    if (node instanceof Node.Atomic a) {
      return List.of(a.body());
    }
    if (node instanceof Node.Look l) {
      return List.of(l.body());
    }
    return node instanceof Node.Conditional c ? List.of(c.yes(), c.no()) : List.of();
  }

  /**
   * Whether a group stands in a look around, or where it may match more than once: then it is not
   * known in advance what it has taken at last.
   */
  static boolean hidden(Node node, int group) {
    boolean hides = node instanceof Node.Look || node instanceof Node.Repeat r && r.most() != 1;
    return hides ? contains(node, group) : of(node).stream().anyMatch(part -> hidden(part, group));
  }

  /** Whether a node has that group in it, or is it. */
  static boolean contains(Node node, int group) {
    return node instanceof Node.Group g && g.number() == group
        || of(node).stream().anyMatch(part -> contains(part, group));
  }

  /** Whether a group takes part in every match, and takes at least one character. */
  public static boolean certain(Node node, int group) {
    if (node instanceof Node.Group g) {
      return g.number() == group ? least(g.body()) > 0 : certain(g.body(), group);
    }
    if (node instanceof Node.Repeat r) {
      return r.least() == 1 && r.most() == 1 && certain(r.body(), group);
    }
    if (node instanceof Node.Alternation a) {
      return a.options().stream().allMatch(option -> certain(option, group));
    }
    boolean holds = node instanceof Node.Sequence || node instanceof Node.Atomic;
    return holds && of(node).stream().anyMatch(part -> certain(part, group));
  }

  /** Whether a match has at least one character: 1 if so, else 0. */
  private static int least(Node node) {
    if (node instanceof Node.Char || node instanceof Node.CharClass || node instanceof Node.Dot) {
      return 1;
    }
    if (node instanceof Node.Alternation a) {
      return a.options().stream().mapToInt(Parts::least).min().orElse(0);
    }
    if (node instanceof Node.Repeat r && r.least() == 0 || node instanceof Node.Look) {
      return 0;
    }
    boolean holds = !(node instanceof Node.Conditional);
    return holds ? of(node).stream().mapToInt(Parts::least).max().orElse(0) : 0;
  }
}
