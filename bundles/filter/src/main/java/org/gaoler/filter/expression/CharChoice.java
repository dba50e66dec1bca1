package org.gaoler.filter.expression;

import java.util.ArrayList;
import java.util.List;

/** Makes one character class of alternatives that are single characters: it needs no memory. */
final class CharChoice {

  private CharChoice() {}

  static Node of(List<Node> options) {
    List<Node.Item> items = new ArrayList<>();
    Fold fold = Fold.NONE;
    boolean ascii = false;
    for (Node option : options) {
      if (option instanceof Node.Char c) {
        items.add(new Node.Item('\0', c.code(), c.code()));
        fold = c.fold();
      } else if (option instanceof Node.CharClass c && !c.negative()) {
        items.addAll(c.items());
        fold = c.fold();
        ascii |= c.ascii();
      } else {
        return new Node.Alternation(options);
      }
    }
    return new Node.CharClass(items, false, fold, ascii);
  }
}
