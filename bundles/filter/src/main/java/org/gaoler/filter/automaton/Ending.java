package org.gaoler.filter.automaton;

import java.util.HashSet;
import java.util.Set;
import org.gaoler.filter.expression.ByteSet;

/**
 * Tells where a net gets to when the text ends: all that is left is the line feed behind it, which
 * may be taken once.
 */
final class Ending {

  private final Net net;
  private final int goal;
  private final Set<Integer> seen = new HashSet<>();
  private long hits;
  private boolean reached;

  private Ending(Net net, int goal) {
    this.net = net;
    this.goal = goal;
  }

  /** Which filters match if the text ends in these nodes, a bit for each. */
  static long hits(Net net, int[] nodes) {
    Ending ending = new Ending(net, Net.DEAD);
    for (int node : nodes) {
      ending.walk(node, false);
    }
    return ending.hits;
  }

  /** Whether a node leads to another if the text ends. */
  static boolean leads(Net net, int from, int to, boolean fed) {
    Ending ending = new Ending(net, to);
    ending.walk(from, fed);
    return ending.reached;
  }

  private void walk(int node, boolean fed) {
    reached |= node == goal;
    if (node == Net.DEAD || goal != Net.DEAD && reached || !seen.add(node << 1 | (fed ? 1 : 0))) {
      return;
    }
    switch (net.kind(node)) {
      case Net.HIT -> hits |= 1L << net.a(node);
      case Net.FORK -> {
        walk(net.a(node), fed);
        walk(net.b(node), fed);
      }
      case Net.EAT -> {
        if (!fed && feeds(net.set(node))) {
          walk(net.b(node), true);
        }
      }
      case Net.LAST -> {
        if (fed) {
          walk(net.a(node), true);
        }
      }
      default -> walk(net.a(node), fed);
    }
  }

  /** Whether a line feed is taken. */
  static boolean feeds(ByteSet set) {
    return set.has('\n');
  }
}
