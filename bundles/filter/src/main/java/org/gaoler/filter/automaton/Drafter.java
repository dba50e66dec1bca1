package org.gaoler.filter.automaton;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.gaoler.filter.expression.ByteSet;
import org.gaoler.filter.expression.Fold;
import org.gaoler.filter.expression.Node;

/**
 * Drafts one expression into a net, from its end to its beginning. What an automaton cannot decide
 * (looking around, edges of words, what a group took) is taken to be fulfilled, so that the net
 * never accepts less than the expression does.
 */
final class Drafter {

  private static final int NO_GROUP = -1;

  /** Repeated so often, a part is copied; beyond it counts as repeated without end. */
  private static final int COPIES = 64;

  private final Net net;
  private final Map<Integer, Node> groups = new HashMap<>();
  private final int replaced;
  private final IntUnaryOperator replacement;
  private boolean loose;

  private Drafter(Net net, Node root, int replaced, IntUnaryOperator replacement) {
    this.net = net;
    this.replaced = replaced;
    this.replacement = replacement;
    collect(root);
  }

  /**
   * Drafts an expression.
   *
   * @param next what follows it
   * @return where it begins
   */
  static int draft(Net net, Node root, int next) {
    return new Drafter(net, root, NO_GROUP, end -> end).walk(root, next);
  }

  /**
   * Drafts an expression with something else in the place of a group.
   *
   * @param group its number
   * @param replacement drafts what stands there, given what follows it
   */
  static int draft(Net net, Node root, int next, int group, IntUnaryOperator replacement) {
    return new Drafter(net, root, group, replacement).walk(root, next);
  }

  /**
   * Drafts what group 1 of an expression takes.
   *
   * @param root the whole expression
   */
  static int draftFirst(Net net, Node root, int next) {
    Drafter drafter = new Drafter(net, root, NO_GROUP, end -> end);
    Node first = drafter.groups.get(1);
    return first == null ? net.anything(next) : drafter.walk(first, next);
  }

  private void collect(Node node) {
    if (node instanceof Node.Group g) {
      groups.put(g.number(), g.body());
    }
    Parts.of(node).forEach(this::collect);
  }

  private int walk(Node node, int next) {
    if (node instanceof Node.Char || node instanceof Node.CharClass || node instanceof Node.Dot) {
      return net.eat(ByteSet.of(node), next);
    }
    if (node instanceof Node.Sequence s) {
      int at = next;
      for (int i = s.parts().size() - 1; i >= 0; i--) {
        at = walk(s.parts().get(i), at);
      }
      return at;
    }
    if (node instanceof Node.Group g) {
      return g.number() == replaced ? replacement.applyAsInt(next) : walk(g.body(), next);
    }
    if (node instanceof Node.Repeat r) {
      return repeat(r, next);
    }
    if (node instanceof Node.Place p) {
      return place(p.kind(), next);
    }
    return rare(node, next);
  }

  private int rare(Node node, int next) {
    if (node instanceof Node.Alternation a) {
      return either(a.options(), next);
    }
    if (node instanceof Node.Atomic a) {
      return walk(a.body(), next);
    }
    if (node instanceof Node.Conditional c) {
      return either(List.of(c.yes(), c.no()), next);
    }
    return node instanceof Node.BackReference b ? again(b, next) : next;
  }

  private int either(List<Node> options, int next) {
    int all = Net.DEAD;
    for (Node option : options) {
      all = net.fork(all, walk(option, next));
    }
    return all;
  }

  private int place(char kind, int next) {
    if (loose) {
      return next;
    }
    return switch (kind) {
      case 'A' -> net.add(Net.START, next);
      case '$' -> net.add(Net.END, next);
      case 'Z' -> net.add(Net.LAST, next);
      default -> next;
    };
  }

  private int repeat(Node.Repeat r, int next) {
    int least = Math.min(r.least(), COPIES);
    int at = next;
    if (r.most() < 0 || r.most() > COPIES) {
      at = net.add(Net.FORK, Net.DEAD, next, Net.DEAD);
      net.lead(at, walk(r.body(), at), next);
    } else {
      for (int i = least; i < r.most() && !net.full(); i++) {
        at = net.add(Net.FORK, walk(r.body(), at), next, Net.DEAD);
      }
    }
    for (int i = 0; i < least && !net.full(); i++) {
      at = walk(r.body(), at);
    }
    return at;
  }

  /** What a group took is something that its body matches, wherever that stood. */
  private int again(Node.BackReference reference, int next) {
    Node body = groups.get(reference.number());
    if (body == null || reference.fold() != Fold.NONE && !sameFold(body, reference.fold())) {
      return net.anything(next);
    }
    boolean outer = loose;
    loose = true;
    int at = net.fork(walk(body, next), next);
    loose = outer;
    return at;
  }

  private static boolean sameFold(Node node, Fold fold) {
    if (node instanceof Node.Char c && c.fold() != fold
        || node instanceof Node.CharClass k && k.fold() != fold) {
      return false;
    }
    return Parts.of(node).stream().allMatch(part -> sameFold(part, fold));
  }
}
