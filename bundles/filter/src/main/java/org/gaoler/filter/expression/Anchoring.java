package org.gaoler.filter.expression;

/** Tells whether an expression can match at the start of a text only. */
final class Anchoring {

  private Anchoring() {}

  static boolean atStart(Syntax syntax) {
    return syntax.flags().indexOf('m') < 0 && atStart(syntax.root());
  }

  private static boolean atStart(Node node) {
    if (node instanceof Node.Place place) {
      return place.kind() == '^' || place.kind() == 'A';
    }
    if (node instanceof Node.Sequence sequence) {
      return !sequence.parts().isEmpty() && atStart(sequence.parts().get(0));
    }
    if (node instanceof Node.Group group) {
      return group.flags().indexOf('m') < 0 && atStart(group.body());
    }
    if (node instanceof Node.Alternation alternation) {
      for (Node option : alternation.options()) {
        if (!atStart(option)) {
          return false;
        }
      }
      return true;
    }
    return false;
  }
}
