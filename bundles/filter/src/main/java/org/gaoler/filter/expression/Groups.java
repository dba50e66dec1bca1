package org.gaoler.filter.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The groups of an expression while it is being parsed, and who may refer to them. */
final class Groups {

  private static final int MOST = 1_000_000;

  private final List<String> names = new ArrayList<>(List.of(""));
  private final Set<Integer> closed = new HashSet<>();
  private final Widths widths = new Widths();
  private int behind = -1;
  private int tested;
  private int testedAt;
  private boolean refers;

  Widths widths() {
    return widths;
  }

  Syntax syntax(Node root) {
    int least = (int) Math.min(Integer.MAX_VALUE, widths.of(root).least());
    return new Syntax(root, names, least, refers);
  }

  int open(String name, int start) throws ExpressionException {
    if (!name.isEmpty() && names.contains(name)) {
      throw new ExpressionException("a second group named " + name, start);
    }
    names.add(name);
    return names.size() - 1;
  }

  void close(int number, Node body) {
    closed.add(number);
    widths.closed(number, body);
  }

  /** Begins a look behind; tells whether it stands in no other. */
  boolean beginBehind() {
    boolean outermost = behind < 0;
    behind = outermost ? names.size() : behind;
    return outermost;
  }

  void endBehind() {
    behind = -1;
  }

  int number(String name, Tokens tokens) throws ExpressionException {
    int number = names.indexOf(name);
    if (number < 1) {
      throw tokens.wrong("a reference to group " + name + ", which is not there");
    }
    return number;
  }

  void checkReference(int number, Tokens tokens) throws ExpressionException {
    if (number >= names.size()) {
      throw tokens.wrong("a reference to group " + number + ", which is not there");
    }
    if (!closed.contains(number)) {
      throw tokens.wrong("a reference to group " + number + " from inside it");
    }
    checkBehind(number, tokens);
    refers = true;
  }

  private void checkBehind(int number, Tokens tokens) throws ExpressionException {
    if (behind >= 0 && (!closed.contains(number) || number >= behind)) {
      throw tokens.wrong("a reference to group " + number + " of the same look behind");
    }
  }

  /** The group that a conditional asks for; it may come later in the expression. */
  int condition(String group, Tokens tokens) throws ExpressionException {
    int number;
    if (isIdentifier(group)) {
      number = number(group, tokens);
    } else {
      if (!group.strip().matches("\\+?\\d{1,9}(_\\d{1,9})*")) {
        throw tokens.wrong("a group name other than letters, digits and _: " + group);
      }
      number = (int) Math.min(MOST, Long.parseLong(group.strip().replaceAll("[+_]", "")));
      if (number > tested) {
        tested = number;
        testedAt = tokens.offset();
      }
    }
    if (number == 0) {
      throw tokens.wrong("a condition on group 0");
    }
    checkBehind(number, tokens);
    return number;
  }

  void checkConditions() throws ExpressionException {
    if (tested >= names.size()) {
      throw new ExpressionException(
          "a condition on group " + tested + ", which is not there", testedAt);
    }
  }

  static String identifier(String name, Tokens tokens) throws ExpressionException {
    if (!isIdentifier(name)) {
      throw tokens.wrong("a group name other than letters, digits and _: " + name);
    }
    return name;
  }

  private static boolean isIdentifier(String name) {
    int first = name.codePointAt(0);
    return (first == '_' || Character.isUnicodeIdentifierStart(first))
        && name.codePoints()
            .allMatch(
                c -> Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
  }
}
