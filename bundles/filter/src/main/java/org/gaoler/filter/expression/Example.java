package org.gaoler.filter.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes up a short text that an expression probably matches: good enough to rehearse with, and to
 * test with.
 */
public final class Example {

  private static final String CANDIDATES = "x1 -.:,/[]";

  private final Syntax syntax;
  private final Map<String, String> given;
  private final Map<Integer, String> taken = new HashMap<>();

  private Example(Syntax syntax, Map<String, String> given) {
    this.syntax = syntax;
    this.given = given;
  }

  /**
   * Makes up a text.
   *
   * @param expression what it should match
   * @param given what named groups shall hold
   * @return a text without line feed at its end
   */
  public static String of(Expression expression, Map<String, String> given) {
    Syntax syntax = expression.syntax();
    return new Example(syntax, given).text(syntax.root());
  }

  private String text(Node node) {
    if (node instanceof Node.Char c) {
      return Character.toString(c.code());
    }
    if (node instanceof Node.Dot) {
      return "x";
    }
    if (node instanceof Node.CharClass c) {
      return member(c);
    }
    if (node instanceof Node.Sequence s) {
      StringBuilder whole = new StringBuilder();
      for (Node part : s.parts()) {
        whole.append(text(part));
      }
      return whole.toString();
    }
    if (node instanceof Node.Alternation a) {
      return text(a.options().get(0));
    }
    if (node instanceof Node.Group g) {
      return group(g);
    }
    if (node instanceof Node.Atomic a) {
      return text(a.body());
    }
    return rare(node);
  }

  private String rare(Node node) {
    if (node instanceof Node.Repeat r) {
      int times = r.most() == 1 ? 1 : r.least();
      return text(r.body()).repeat(times);
    }
    if (node instanceof Node.BackReference b) {
      return taken.getOrDefault(b.number(), "");
    }
    return node instanceof Node.Conditional c ? text(c.yes()) : "";
  }

  private String group(Node.Group group) {
    String name = group.number() == 0 ? "" : syntax.names().get(group.number());
    String text = given.containsKey(name) ? given.get(name) : text(group.body());
    taken.put(group.number(), text);
    return text;
  }

  private static String member(Node.CharClass c) {
    if (!c.negative()) {
      Node.Item first = c.items().get(0);
      return first.shorthand() == 0
          ? Character.toString(first.from())
          : shorthand(first.shorthand());
    }
    for (int i = 0; i < CANDIDATES.length(); i++) {
      if (!contains(c.items(), CANDIDATES.charAt(i))) {
        return CANDIDATES.substring(i, i + 1);
      }
    }
    return "x";
  }

  private static String shorthand(char shorthand) {
    return switch (shorthand) {
      case 'd' -> "1";
      case 's' -> " ";
      case 'W' -> "-";
      default -> "x";
    };
  }

  private static boolean contains(List<Node.Item> items, char c) {
    for (Node.Item item : items) {
      boolean in =
          switch (item.shorthand()) {
            case 'd' -> c == '1';
            case 'D' -> c != '1';
            case 'w' -> c == 'x' || c == '1';
            case 'W' -> c != 'x' && c != '1';
            case 's' -> c == ' ';
            case 'S' -> c != ' ';
            default -> item.from() <= c && c <= item.to();
          };
      if (in) {
        return true;
      }
    }
    return false;
  }
}
