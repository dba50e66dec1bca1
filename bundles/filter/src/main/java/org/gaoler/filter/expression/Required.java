package org.gaoler.filter.expression;

import java.util.Arrays;

/** The longest text that stands in every match of an expression. */
final class Required {

  private static final int[] NOTHING = {};

  private int[] run = new int[16];
  private int length;
  private int[] longest = NOTHING;

  private Required() {}

  static Required of(Node root) {
    Required required = new Required();
    required.walk(root);
    required.cut();
    return required;
  }

  /** Whether a text has it. */
  boolean in(Machine m) {
    if (longest.length == 0) {
      return true;
    }
    m.burn(m.end >> 2);
    int first = longest[0];
    int last = m.end - longest.length;
    for (int i = 0; i <= last; i++) {
      if (m.text[i] == first
          && Arrays.equals(m.text, i, i + longest.length, longest, 0, longest.length)) {
        return true;
      }
    }
    return false;
  }

  private void walk(Node node) {
    if (node instanceof Node.Char c && c.fold() == Fold.NONE) {
      add(c.code());
    } else if (node instanceof Node.Sequence s) {
      s.parts().forEach(this::walk);
    } else if (node instanceof Node.Group g) {
      walk(g.body());
    } else if (node instanceof Node.Atomic a) {
      walk(a.body());
    } else if (node instanceof Node.Repeat r && r.least() > 0) {
      cut();
      walk(r.body());
      cut();
    } else if (!(node instanceof Node.Place) && !(node instanceof Node.Look)) {
      cut();
    }
  }

  private void add(int code) {
    if (length == run.length) {
      run = Arrays.copyOf(run, length * 2);
    }
    run[length++] = code;
  }

  private void cut() {
    if (length > longest.length) {
      longest = Arrays.copyOf(run, length);
    }
    length = 0;
  }
}
