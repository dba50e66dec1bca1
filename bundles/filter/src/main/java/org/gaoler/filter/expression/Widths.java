package org.gaoler.filter.expression;

import java.util.ArrayList;
import java.util.List;

/** How many characters parts of an expression take at least and at most. */
final class Widths {

  private static final long ENDLESS = 1L << 60;

  private final List<Width> groups = new ArrayList<>();

  /** From so many characters to so many. */
  record Width(long least, long most) {

    boolean fixed() {
      return least == most;
    }

    private Width plus(Width other) {
      return new Width(
          Math.min(ENDLESS, least + other.least), Math.min(ENDLESS, most + other.most));
    }

    private Width or(Width other) {
      return new Width(Math.min(least, other.least), Math.max(most, other.most));
    }
  }

  private static final Width NONE = new Width(0, 0);
  private static final Width ONE = new Width(1, 1);

  /** Remembers a group that was closed. */
  void closed(int number, Node body) {
    while (groups.size() <= number) {
      groups.add(NONE);
    }
    groups.set(number, of(body));
  }

  Width of(Node node) {
    if (node instanceof Node.Char || node instanceof Node.Dot || node instanceof Node.CharClass) {
      return ONE;
    }
    if (node instanceof Node.Sequence s) {
      Width sum = NONE;
      for (Node part : s.parts()) {
        sum = sum.plus(of(part));
      }
      return sum;
    }
    if (node instanceof Node.Alternation a) {
      Width all = of(a.options().get(0));
      for (Node option : a.options()) {
        all = all.or(of(option));
      }
      return all;
    }
    if (node instanceof Node.Group g) {
      return of(g.body());
    }
    if (node instanceof Node.Atomic a) {
      return of(a.body());
    }
    return rare(node);
  }

  private Width rare(Node node) {
    if (node instanceof Node.Repeat r) {
      Width body = of(r.body());
      long most = r.most() < 0 && body.most() > 0 ? ENDLESS : times(body.most(), r.most());
      return new Width(times(body.least(), r.least()), most);
    }
    if (node instanceof Node.BackReference b) {
      return groups.get(b.number());
    }
    return node instanceof Node.Conditional c ? of(c.yes()).or(of(c.no())) : NONE;
  }

  private static long times(long width, long count) {
    return width == 0 || count <= 0 ? 0 : width > ENDLESS / count ? ENDLESS : width * count;
  }
}
