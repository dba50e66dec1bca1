package org.gaoler.filter.expression;

import java.util.ArrayList;
import java.util.List;

/** Assembles the program of an expression from its end to its beginning. */
final class Assembler {

  private final List<Step> steps = new ArrayList<>();
  private int memory;

  private Assembler(int groups) {
    this.memory = Machine.GROUPS + 2 * groups;
  }

  static Program assemble(Syntax syntax) {
    int groups = syntax.names().size() - 1;
    Assembler assembler = new Assembler(groups);
    Step first = assembler.step(syntax.root(), new PlainSteps.Accept());
    return new Program(first, List.copyOf(assembler.steps), assembler.memory, groups);
  }

  private Step step(Node node, Step next) {
    if (single(node)) {
      return one(node, next);
    }
    if (node instanceof Node.Sequence s) {
      return sequence(s.parts(), next);
    }
    if (node instanceof Node.Alternation a) {
      List<Step> options = new ArrayList<>();
      a.options().forEach(option -> options.add(step(option, next)));
      return branch(options);
    }
    if (node instanceof Node.Group g) {
      return group(g, next);
    }
    if (node instanceof Node.Repeat r) {
      return single(bare(r.body())) ? run(r, next) : loop(r, next);
    }
    return rare(node, next);
  }

  private Step rare(Node node, Step next) {
    if (node instanceof Node.Place p) {
      return new PlainSteps.Place(p.kind(), p.ascii(), next);
    }
    if (node instanceof Node.BackReference b) {
      return new PlainSteps.Again(place(b.number()), b.fold(), next);
    }
    if (node instanceof Node.Conditional c) {
      return new PlainSteps.Either(place(c.number()), step(c.yes(), next), step(c.no(), next));
    }
    if (node instanceof Node.Atomic a) {
      return apart(a.body(), next, 0, false, false);
    }
    Node.Look look = (Node.Look) node;
    return apart(look.body(), next, look.width(), true, look.negative());
  }

  private Step apart(Node body, Step next, int back, boolean looking, boolean negative) {
    int slot = memory++;
    Step inside = step(body, new ChoiceSteps.Leave(next, slot, looking, negative));
    int number = reserve();
    return define(
        number, new ChoiceSteps.Enter(inside, next, slot, back, looking, negative, number));
  }

  private static int place(int group) {
    return Machine.GROUPS + 2 * (group - 1);
  }

  /** Brackets that only bracket do not matter to what is repeated. */
  private static Node bare(Node node) {
    Node inner = node;
    while (inner instanceof Node.Group g && g.number() == 0) {
      inner = g.body();
    }
    return inner;
  }

  private static boolean single(Node node) {
    return node instanceof Node.Char || node instanceof Node.CharClass || node instanceof Node.Dot;
  }

  private static Step one(Node node, Step next) {
    CharSet set = CharRules.of(node);
    boolean exact = node instanceof Node.Char c && c.fold() == Fold.NONE;
    return exact
        ? new PlainSteps.Chars(new int[] {((Node.Char) node).code()}, next, set)
        : new PlainSteps.One(set, next);
  }

  private Step sequence(List<Node> parts, Step next) {
    Step step = next;
    for (int i = parts.size() - 1; i >= 0; i--) {
      step = step(parts.get(i), step);
      if (step instanceof PlainSteps.Chars one && one.next() instanceof PlainSteps.Chars more) {
        int[] codes = new int[1 + more.codes().length];
        codes[0] = one.codes()[0];
        System.arraycopy(more.codes(), 0, codes, 1, more.codes().length);
        step = new PlainSteps.Chars(codes, more.next(), one.begin());
      }
    }
    return step;
  }

  private Step group(Node.Group group, Step next) {
    if (group.number() == 0) {
      return step(group.body(), next);
    }
    int place = place(group.number());
    return new PlainSteps.Mark(place, step(group.body(), new PlainSteps.Mark(place + 1, next)));
  }

  private Step run(Node.Repeat repeat, Step next) {
    CharSet set = CharRules.of(bare(repeat.body()));
    CharSet follow = next.begin();
    if (repeat.manner() == '+') {
      return new RunSteps.Possessive(set, repeat.least(), repeat.most(), next);
    }
    int number = reserve();
    return define(
        number,
        repeat.manner() == '?'
            ? new RunSteps.Lazy(set, repeat.least(), repeat.most(), next, follow, number)
            : new RunSteps.Greedy(set, repeat.least(), repeat.most(), next, follow, number));
  }

  private Step loop(Node.Repeat repeat, Step next) {
    if (repeat.manner() == '+') {
      return possessive(repeat, next);
    }
    if (repeat.least() == 0 && repeat.most() == 1) {
      Step body = step(repeat.body(), next);
      return branch(repeat.manner() == '?' ? List.of(next, body) : List.of(body, next));
    }
    int number = reserve();
    LoopSteps.Round round = new LoopSteps.Round(repeat, next, number);
    define(number, round);
    round.body(step(repeat.body(), round));
    return new LoopSteps.Begin(round);
  }

  private Step possessive(Node.Repeat repeat, Step next) {
    int number = reserve();
    PossessiveStep step = new PossessiveStep(repeat, next, memory++, number);
    define(number, step);
    step.body(step(repeat.body(), step::round));
    return step;
  }

  private Step branch(List<Step> options) {
    CharSet[] begins = new CharSet[options.size()];
    for (int i = 0; i < begins.length; i++) {
      begins[i] = options.get(i).begin();
    }
    int number = reserve();
    return define(number, new ChoiceSteps.Branch(options.toArray(new Step[0]), begins, number));
  }

  private int reserve() {
    steps.add(new PlainSteps.Accept());
    return steps.size() - 1;
  }

  private Step define(int number, Step step) {
    steps.set(number, step);
    return step;
  }
}
