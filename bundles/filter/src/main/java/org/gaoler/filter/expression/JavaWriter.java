package org.gaoler.filter.expression;

import java.util.Set;

/**
 * Writes a parsed expression in Java's dialect so that it means the same.
 *
 * <p>For texts of printable ASCII and tabs the classes are Java's own, which are fast; for other
 * texts they are spelt out as Python defines them.
 */
final class JavaWriter {

  private final StringBuilder out = new StringBuilder();
  private final int[] javaNumber;
  private final Set<Integer> tested;
  private final boolean exact;
  private int groups;

  private JavaWriter(Syntax syntax, boolean exact) {
    this.javaNumber = new int[syntax.names().size()];
    this.tested = syntax.tested();
    this.exact = exact;
  }

  /**
   * Writes.
   *
   * @param syntax what to write
   * @param exact whether it must be right for any text, not only for printable ASCII
   */
  static Written write(Syntax syntax, boolean exact) {
    JavaWriter writer = new JavaWriter(syntax, exact);
    if (!syntax.flags().isEmpty()) {
      writer.out.append("(?").append(syntax.flags()).append(')');
    }
    writer.node(syntax.root());
    return new Written(writer.out.toString(), writer.javaNumber);
  }

  /** Java's expression, and for each of Python's group numbers Java's. */
  record Written(String text, int[] numbers) {}

  private void node(Node node) {
    if (node instanceof Node.Char c) {
      character(c.code());
    } else if (node instanceof Node.Dot) {
      out.append('.');
    } else if (node instanceof Node.CharClass c) {
      charClass(c);
    } else if (node instanceof Node.Sequence s) {
      s.parts().forEach(this::node);
    } else if (node instanceof Node.Alternation a) {
      alternation(a);
    } else if (node instanceof Node.Group g) {
      group(g);
    } else if (node instanceof Node.Repeat r) {
      repeat(r);
    } else {
      rare(node);
    }
  }

  private void rare(Node node) {
    if (node instanceof Node.Look l) {
      out.append(l.ahead() ? "(?" : "(?<").append(l.negative() ? '!' : '=');
      node(l.body());
      out.append(')');
    } else if (node instanceof Node.BackReference b) {
      out.append("\\k<g").append(b.number()).append('>');
    } else if (node instanceof Node.Place p) {
      place(p.kind());
    } else if (node instanceof Node.Conditional c) {
      out.append("(?:\\k<m").append(c.number()).append(">(?:");
      node(c.yes());
      out.append(")|(?!\\k<m").append(c.number()).append(">)(?:");
      node(c.no());
      out.append("))");
    }
  }

  private void place(char kind) {
    switch (kind) {
      case '^', '$' -> out.append(kind);
      case 'Z' -> out.append("\\z");
      case 'b', 'B' -> out.append(exact ? "(?U:\\" : "\\").append(kind).append(exact ? ")" : "");
      default -> out.append('\\').append(kind);
    }
  }

  private void alternation(Node.Alternation alternation) {
    String bar = "";
    for (Node option : alternation.options()) {
      out.append(bar);
      node(option);
      bar = "|";
    }
  }

  private void group(Node.Group group) {
    if (group.number() == 0) {
      out.append(group.flags().equals(">") ? "(?>" : "(?" + group.flags() + ":");
      node(group.body());
    } else {
      javaNumber[group.number()] = ++groups;
      out.append("(?<g").append(group.number()).append('>');
      boolean marked = tested.contains(group.number());
      out.append(marked ? "(?:" : "");
      node(group.body());
      if (marked) {
        // an empty capture: a reference to it matches exactly if the group took part
        groups++;
        out.append(")(?<m").append(group.number()).append(">)");
      }
    }
    out.append(')');
  }

  private void repeat(Node.Repeat repeat) {
    boolean bare = repeat.body() instanceof Node.Group || repeat.body() instanceof Node.CharClass;
    out.append(bare ? "" : "(?:");
    node(repeat.body());
    out.append(bare ? "" : ")");
    if (repeat.most() == 1 && repeat.least() == 0) {
      out.append('?');
    } else if (repeat.most() < 0 && repeat.least() < 2) {
      out.append(repeat.least() == 0 ? '*' : '+');
    } else {
      out.append('{').append(repeat.least()).append(',');
      out.append(repeat.most() < 0 ? "" : repeat.most()).append('}');
    }
    out.append(repeat.manner());
  }

  private void character(int code) {
    if (code < 32 || code == 127) {
      out.append("\\x").append(Character.forDigit(code >> 4, 16));
      out.append(Character.forDigit(code & 15, 16));
      return;
    }
    if (code < 128 && !Character.isLetterOrDigit(code) && code != ' ') {
      out.append('\\');
    }
    out.appendCodePoint(code);
  }

  private void charClass(Node.CharClass c) {
    boolean single = c.items().size() == 1 && c.items().get(0).shorthand() != 0;
    if (single && !exact && !c.negative()) {
      out.append('\\').append(c.items().get(0).shorthand());
      return;
    }
    out.append(c.negative() ? "[^" : "[");
    for (Node.Item item : c.items()) {
      if (item.shorthand() != 0) {
        out.append(exact ? spelt(item.shorthand()) : "\\" + item.shorthand());
        continue;
      }
      character(item.from());
      if (item.to() != item.from()) {
        out.append('-');
        character(item.to());
      }
    }
    out.append(']');
  }

  private static String spelt(char shorthand) {
    return switch (shorthand) {
      case 'd' -> "\\p{Nd}";
      case 'D' -> "\\P{Nd}";
      case 'w' -> "\\p{L}\\p{N}_";
      case 'W' -> "[^\\p{L}\\p{N}_]";
      case 's' -> "\\p{IsWhite_Space}\\x1c-\\x1f";
      default -> "[^\\p{IsWhite_Space}\\x1c-\\x1f]";
    };
  }
}
