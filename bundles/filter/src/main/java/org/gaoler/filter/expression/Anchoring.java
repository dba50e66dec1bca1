package org.gaoler.filter.expression;

import java.util.Optional;

/** Tells at which places of a text an expression can match at all. */
final class Anchoring {

  private Anchoring() {}

  /** Whether it can match at the start only. */
  static boolean atStart(Node node) {
    if (node instanceof Node.Place place) {
      return place.kind() == 'A';
    }
    if (node instanceof Node.Sequence sequence) {
      return !sequence.parts().isEmpty() && atStart(sequence.parts().get(0));
    }
    if (node instanceof Node.Group group) {
      return atStart(group.body());
    }
    return node instanceof Node.Alternation options
        && options.options().stream().allMatch(Anchoring::atStart);
  }

  /**
   * What the unlimited run consists of that the expression begins with. Where it does not match at
   * the start of a run, it does not match further inside.
   */
  static Optional<CharSet> covered(Syntax syntax) {
    return covered(syntax.root(), syntax.refers());
  }

  private static Optional<CharSet> covered(Node node, boolean refers) {
    if (node instanceof Node.Sequence s && !s.parts().isEmpty()) {
      return covered(s.parts().get(0), refers);
    }
    if (node instanceof Node.Group g && (g.number() == 0 || !refers)) {
      return covered(g.body(), refers);
    }
    if (node instanceof Node.Repeat r && r.most() < 0) {
      return single(r.body()) ? Optional.of(CharRules.of(r.body())) : Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean single(Node node) {
    return node instanceof Node.Char || node instanceof Node.CharClass || node instanceof Node.Dot;
  }
}
