package org.gaoler.filter.automaton;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gaoler.filter.expression.ByteSet;
import org.gaoler.filter.expression.Expression;
import org.gaoler.filter.expression.ExpressionException;
import org.gaoler.filter.expression.Fold;
import org.gaoler.filter.expression.Node;
import org.gaoler.filter.expression.PythonParser;

/**
 * Puts together what raw lines of a filter may look like: a date that is cut out, the prefregex,
 * and within its content a failregex.
 */
final class Composer {

  private static final ByteSet NOTHING = new ByteSet(0, 0, false);
  private static final ByteSet BEYOND = new ByteSet(0, 0, true);

  /** What no word character is; what may stand before a date. */
  private static final ByteSet SIGNS = ByteSet.of(nonWord());

  /** More nodes than this no filter gets: those of packs need some thousands. */
  private static final int MOST = 30_000;

  private final Net net = new Net();
  private final Map<List<String>, Integer> joints = new HashMap<>();
  private int entry = Net.DEAD;

  private static Node nonWord() {
    Node.Item item = new Node.Item('W', 0, 0);
    return new Node.CharClass(List.of(item), false, Fold.NONE, false);
  }

  /**
   * Adds a filter.
   *
   * @param language what it matches
   * @param bit what stands for it
   * @return whether it could be added; if not the net is as it was
   */
  boolean add(Language language, int bit) {
    if (!language.decidable()) {
      return false;
    }
    net.allow(MOST);
    int before = net.size();
    int text = text(language, net.add(Net.HIT, bit));
    int leads = language.dates().isEmpty() ? Net.DEAD : leads(text);
    int lines = net.fork(net.add(Net.BEGIN, text), leads);
    if (net.full()) {
      net.cut(before);
      return false;
    }
    entry = net.fork(entry, lines);
    joints.merge(language.dates(), net.add(Net.BEGIN, text), net::fork);
    return true;
  }

  /** The net of all that were added, with the dates in front. */
  Net finish() {
    joints.forEach(this::dates);
    return net;
  }

  /** Where the net of all that were added begins. */
  int entry() {
    return entry;
  }

  private void dates(List<String> templates, int joint) {
    for (String template : templates) {
      net.allow(MOST);
      int before = net.size();
      int date = date(template, joint);
      if (net.full()) {
        net.cut(before);
        net.allow(MOST);
        date = net.anything(joint);
      }
      entry = net.fork(entry, date);
    }
  }

  private int date(String template, int joint) {
    try {
      return Drafter.draftFirst(net, PythonParser.parse(template, false).root(), joint);
    } catch (ExpressionException e) {
      throw new IllegalStateException("a date pattern that was compiled is none: " + template, e);
    }
  }

  private int text(Language language, int hit) {
    if (language.prefix().isEmpty()) {
      return failures(language, hit);
    }
    Expression prefix = language.prefix().get(0);
    Node root = prefix.syntax().root();
    int content = Language.content(prefix);
    if (content == 0) {
      return failures(language, hit);
    }
    if (Parts.certain(root, content)) {
      return search(Drafter.draft(net, root, hit, content, next -> content(language, next)));
    }
    int framed = Drafter.draft(net, root, Net.DEAD, content, next -> content(language, hit));
    return net.fork(search(framed), failures(language, hit));
  }

  private int failures(Language language, int next) {
    int all = Net.DEAD;
    for (Expression failure : language.failures()) {
      all = net.fork(all, search(Drafter.draft(net, failure.syntax().root(), next)));
    }
    return all;
  }

  /** The failregexes as they see the content, which ends where the rest of the prefregex begins. */
  private int content(Language language, int next) {
    int accepted = net.anything(next);
    int from = net.size();
    int failures = failures(language, accepted);
    ends(from, accepted, next);
    return net.add(Net.BEGIN, failures);
  }

  /**
   * Leads from where the content may end to what follows it: the line feed there is no real one.
   */
  private void ends(int from, int accepted, int next) {
    BitSet ends = new BitSet();
    int to = net.size();
    for (int node = from; node < to; node++) {
      ends.set(node, leaves(node, accepted));
    }
    for (int node = from; node < to && !net.full(); node++) {
      byte kind = net.kind(node);
      if (kind == Net.END || kind == Net.LAST) {
        net.lead(node, ends.get(node) ? next : Net.DEAD, Net.DEAD);
      } else if (ends.get(node)) {
        net.lead(node, net.add(kind, net.a(node), net.b(node), net.c(node)), next);
      }
    }
  }

  private boolean leaves(int node, int accepted) {
    return switch (net.kind(node)) {
      case Net.END -> Ending.leads(net, node, accepted, false);
      case Net.EAT -> Ending.feeds(net.set(node)) && Ending.leads(net, net.b(node), accepted, true);
      default -> false;
    };
  }

  /** Where an expression begins if it may match anywhere in a text. */
  private int search(int root) {
    Walk walk = new Walk(net);
    walk.begin();
    walk.add(root, false);
    return walk.found().length == 0
        ? root
        : net.fork(root, net.eat(ByteSet.ANY, net.anything(root)));
  }

  /** The text if one or two signs before the date belong to it, and the date stands behind them. */
  private int leads(int text) {
    Map<Integer, Integer> gaps = new HashMap<>();
    Walk walk = new Walk(net);
    walk.begin();
    walk.add(text, true);
    int all = Net.DEAD;
    for (int first : walk.found()) {
      ByteSet signs = signs(first);
      if (!signs.isEmpty() && !net.full()) {
        int plain = second(walk, net.b(first), gaps);
        int tail = signs.beyond() ? rest(second(walk, net.c(first), gaps)) : Net.DEAD;
        all = net.fork(all, net.eat(signs, plain, tail));
      }
    }
    return all;
  }

  /** Goes on behind the other bytes of a character beyond ASCII. */
  private int rest(int next) {
    int loop = net.add(Net.FORK, Net.DEAD, next, Net.DEAD);
    net.lead(loop, net.eat(BEYOND, Net.DEAD, loop), next);
    return loop;
  }

  private int second(Walk walk, int from, Map<Integer, Integer> gaps) {
    int all = gap(from, gaps);
    walk.begin();
    walk.add(from, false);
    for (int node : walk.found()) {
      ByteSet signs = signs(node);
      if (!signs.isEmpty() && !net.full()) {
        int tail = signs.beyond() ? gap(net.c(node), gaps) : Net.DEAD;
        all = net.fork(all, net.eat(signs, gap(net.b(node), gaps), tail));
      }
    }
    return all;
  }

  private ByteSet signs(int node) {
    return net.kind(node) == Net.EAT ? net.set(node).and(SIGNS) : NOTHING;
  }

  /** Anything, which holds the date, and behind it what would have followed. */
  private int gap(int next, Map<Integer, Integer> gaps) {
    return gaps.computeIfAbsent(next, net::anything);
  }
}
