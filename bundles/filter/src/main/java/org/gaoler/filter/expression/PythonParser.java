package org.gaoler.filter.expression;

import java.util.ArrayList;
import java.util.List;

/** Parses an expression as Python's {@code re} reads it. */
public final class PythonParser {

  private static final int DEEPEST = 200;
  private static final String BLANKS = " \t\n\r\u000b\f";

  private final Tokens tokens;
  private final CharParser chars;
  private final Groups groups = new Groups();
  private int flags;
  private int depth;

  private PythonParser(String source, int flags) throws ExpressionException {
    this.tokens = new Tokens(source);
    this.chars = new CharParser(tokens);
    this.flags = flags;
  }

  /**
   * Parses.
   *
   * @param source the expression
   * @param lines whether {@code ^} and {@code $} stand at every line
   * @return its tree
   * @throws ExpressionException if Python would refuse it
   */
  public static Syntax parse(String source, boolean lines) throws ExpressionException {
    PythonParser parser = new PythonParser(source, lines ? Flags.LINES : 0);
    Node root = parser.alternation(true);
    if (parser.tokens.peek() != Tokens.END) {
      throw parser.wrong("a closing bracket that was never opened");
    }
    parser.groups.checkConditions();
    return parser.groups.syntax(root);
  }

  private Node alternation(boolean top) throws ExpressionException {
    if (++depth > DEEPEST) {
      throw wrong("brackets nested more than " + DEEPEST + " deep");
    }
    List<Node> options = new ArrayList<>(List.of(sequence(top)));
    while (tokens.match('|')) {
      options.add(sequence(false));
    }
    depth--;
    return options.size() == 1 ? options.get(0) : CharChoice.of(options);
  }

  private Node sequence(boolean first) throws ExpressionException {
    List<Node> parts = new ArrayList<>();
    while (tokens.peek() != Tokens.END && !tokens.at("|)")) {
      int start = tokens.offset();
      int token = tokens.take();
      if ((flags & Flags.VERBOSE) != 0 && passedOver(token)) {
        continue;
      }
      switch (token) {
        case '(' -> bracket(start, parts, first);
        case '[' -> parts.add(chars.bracketed(flags));
        case '.' -> parts.add(new Node.Dot((flags & Flags.ALL) != 0));
        case '^' -> parts.add(place((flags & Flags.LINES) == 0 ? 'A' : '^'));
        case '$' -> parts.add(place((flags & Flags.LINES) == 0 ? '$' : 'M'));
        case '*', '+', '?', '{' -> repeat(token, start, parts);
        default -> parts.add(token < Tokens.ESCAPED ? character(token) : escape(token));
      }
    }
    return parts.size() == 1 ? parts.get(0) : new Node.Sequence(parts);
  }

  /** Blanks and comments, where the flag x is set. */
  private boolean passedOver(int token) throws ExpressionException {
    if (token == '#') {
      int comment = token;
      while (comment != Tokens.END && comment != '\n') {
        comment = tokens.take();
      }
      return true;
    }
    return token < 128 && BLANKS.indexOf(token) >= 0;
  }

  private Node character(int code) {
    return new Node.Char(code, Flags.fold(flags));
  }

  private Node place(char kind) {
    return new Node.Place(kind, (flags & Flags.ASCII) != 0);
  }

  private Node escape(int token) throws ExpressionException {
    int letter = token - Tokens.ESCAPED;
    if (letter < 128 && "bBAZ".indexOf(letter) >= 0) {
      return place((char) letter);
    }
    if (letter >= '1' && letter <= '9') {
      return numbered(letter);
    }
    Node.Item item = chars.escaped(letter, false);
    return item.shorthand() == 0
        ? character(item.from())
        : new Node.CharClass(List.of(item), false, Flags.fold(flags), (flags & Flags.ASCII) != 0);
  }

  /** A reference to a group, or three octal digits. */
  private Node numbered(int first) throws ExpressionException {
    String digits = (char) first + tokens.takeWhile(1, CharParser.DIGITS);
    if (digits.matches("[0-7]{2}") && tokens.at("01234567")) {
      int code = Integer.parseInt(digits + tokens.takeWhile(1, CharParser.DIGITS), 8);
      if (code > 0377) {
        throw wrong("an octal character number above 377");
      }
      return character(code);
    }
    return reference(Integer.parseInt(digits));
  }

  private Node reference(int number) throws ExpressionException {
    groups.checkReference(number, tokens);
    return new Node.BackReference(number, Flags.fold(flags));
  }

  private void repeat(int token, int start, List<Node> parts) throws ExpressionException {
    Bounds bounds = Bounds.read(token, tokens);
    if (bounds.literal()) {
      parts.add(character('{'));
      return;
    }
    Node body = parts.isEmpty() ? place('A') : parts.get(parts.size() - 1);
    if (body instanceof Node.Place) {
      throw new ExpressionException("nothing to repeat", start);
    }
    if (body instanceof Node.Repeat) {
      throw new ExpressionException("a repetition of a repetition", start);
    }
    char manner = tokens.match('?') ? '?' : tokens.match('+') ? '+' : ' ';
    parts.set(parts.size() - 1, new Node.Repeat(body, bounds.least(), bounds.most(), manner));
  }

  private void bracket(int start, List<Node> parts, boolean first) throws ExpressionException {
    int outer = flags;
    if (!tokens.match('?')) {
      parts.add(captured(start, ""));
    } else if (tokens.match('#')) {
      tokens.comment(start);
      return;
    } else if (Flags.begin(tokens.peek())) {
      Flags.Change change = Flags.read(tokens);
      flags = change.applied(flags);
      if (change.global()) {
        requireFirst(first && parts.isEmpty(), start);
        return;
      }
      parts.add(new Node.Group(body(start), 0));
    } else {
      parts.add(special(start));
    }
    flags = outer;
  }

  private void requireFirst(boolean first, int start) throws ExpressionException {
    if (!first) {
      throw new ExpressionException("flags for the whole that do not stand at its start", start);
    }
    if ((flags & Flags.ASCII) != 0 && (flags & Flags.UNICODE) != 0) {
      throw new ExpressionException("the flags a and u together", start);
    }
  }

  private Node body(int start) throws ExpressionException {
    return closed(alternation(false), start);
  }

  private <T> T closed(T node, int start) throws ExpressionException {
    if (!tokens.match(')')) {
      throw new ExpressionException("a bracket that is not closed", start);
    }
    return node;
  }

  private Node special(int start) throws ExpressionException {
    if (tokens.match(':')) {
      return new Node.Group(body(start), 0);
    }
    if (tokens.match('>')) {
      return new Node.Atomic(body(start));
    }
    if (tokens.match('P')) {
      return named(start);
    }
    if (tokens.match('(')) {
      return conditional(start);
    }
    boolean ahead = !tokens.match('<');
    if (tokens.at("=!")) {
      return look(start, ahead, tokens.take() == '!');
    }
    throw wrong("an unknown kind of bracket");
  }

  private Node look(int start, boolean ahead, boolean negative) throws ExpressionException {
    boolean outermost = !ahead && groups.beginBehind();
    Node body = alternation(false);
    if (outermost) {
      groups.endBehind();
    }
    closed(body, start);
    Widths.Width width = groups.widths().of(body);
    if (!ahead && (!width.fixed() || width.most() > Integer.MAX_VALUE)) {
      throw new ExpressionException("a look behind at texts of different lengths", start);
    }
    return new Node.Look(body, ahead, negative, ahead ? 0 : (int) width.least());
  }

  private Node named(int start) throws ExpressionException {
    if (tokens.match('<')) {
      return captured(start, Groups.identifier(tokens.until('>', "a group name"), tokens));
    }
    if (tokens.match('=')) {
      String name = Groups.identifier(tokens.until(')', "a group name"), tokens);
      return reference(groups.number(name, tokens));
    }
    throw wrong("an unknown kind of bracket");
  }

  private Node captured(int start, String name) throws ExpressionException {
    int number = groups.open(name, start);
    Node body = body(start);
    groups.close(number, body);
    return new Node.Group(body, number);
  }

  private Node conditional(int start) throws ExpressionException {
    int number = groups.condition(tokens.until(')', "a group name"), tokens);
    Node yes = sequence(false);
    Node no = tokens.match('|') ? sequence(false) : new Node.Sequence(List.of());
    if (tokens.peek() == '|') {
      throw wrong("a condition with more than two branches");
    }
    return closed(new Node.Conditional(number, yes, no), start);
  }

  private ExpressionException wrong(String what) {
    return tokens.wrong(what);
  }
}
