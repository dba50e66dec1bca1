package org.gaoler.filter.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses an expression as Python's {@code re} reads it. */
public final class PythonParser {

  private static final Pattern FLAGS = Pattern.compile("\\(\\?([aiLmsux]+)\\)");
  private static final Pattern SCOPED = Pattern.compile("\\?([aiLmsux]*)(?:-([ims]+))?:");
  private static final Pattern BOUNDS = Pattern.compile("\\{(\\d{0,6})(,?)(\\d{0,6})\\}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int DEEPEST = 200;

  private final String source;
  private final List<String> names = new ArrayList<>(List.of(""));
  private final Set<Integer> tested = new HashSet<>();
  private final CharParser chars;
  private String flags = "";
  private boolean fold;
  private int at;
  private int depth;

  private PythonParser(String source) {
    this.source = source;
    this.chars = new CharParser(source);
  }

  /**
   * Parses.
   *
   * @param source the expression
   * @return its tree
   * @throws ExpressionException if Python would refuse it, or it cannot be carried over
   */
  public static Syntax parse(String source) throws ExpressionException {
    PythonParser parser = new PythonParser(source);
    Matcher global = FLAGS.matcher(source);
    while (global.find(parser.at) && global.start() == parser.at) {
      parser.flags += javaFlags(global.group(1), parser.at);
      parser.at = global.end();
    }
    parser.fold = parser.flags.indexOf('i') >= 0;
    Node root = parser.alternation();
    if (parser.at < source.length()) {
      throw parser.wrong("a closing bracket that was never opened");
    }
    return new Syntax(root, parser.names, parser.tested, parser.flags);
  }

  private Node alternation() throws ExpressionException {
    if (++depth > DEEPEST) {
      throw wrong("brackets nested more than " + DEEPEST + " deep");
    }
    List<Node> options = new ArrayList<>(List.of(sequence()));
    while (peek('|')) {
      at++;
      options.add(sequence());
    }
    depth--;
    return options.size() == 1 ? options.get(0) : new Node.Alternation(options);
  }

  private Node sequence() throws ExpressionException {
    List<Node> parts = new ArrayList<>();
    while (at < source.length() && source.charAt(at) != '|' && source.charAt(at) != ')') {
      parts.add(repeated(atom()));
    }
    return parts.size() == 1 ? parts.get(0) : new Node.Sequence(parts);
  }

  private Node atom() throws ExpressionException {
    char c = source.charAt(at);
    switch (c) {
      case '(':
        return bracket();
      case '[':
        return chars.bracketed(this);
      case '.':
        at++;
        return new Node.Dot();
      case '^', '$':
        at++;
        return new Node.Place(c);
      case '\\':
        return escape();
      case '*', '+', '?':
        throw wrong("nothing to repeat");
      default:
        int code = source.codePointAt(at);
        at += Character.charCount(code);
        return new Node.Char(code, fold);
    }
  }

  private Node escape() throws ExpressionException {
    char c = at + 1 < source.length() ? source.charAt(at + 1) : 0;
    if ("bBAZ".indexOf(c) >= 0) {
      at += 2;
      return new Node.Place(c);
    }
    if (c >= '1' && c <= '9') {
      int end = at + 2;
      while (end < source.length() && end < at + 3 && Character.isDigit(source.charAt(end))) {
        end++;
      }
      int number = Integer.parseInt(source.substring(at + 1, end));
      at = end;
      return reference(number);
    }
    Node.Item item = chars.escaped(this);
    return item.shorthand() == 0
        ? new Node.Char(item.from(), fold)
        : new Node.CharClass(List.of(item), false, fold);
  }

  private Node reference(int number) throws ExpressionException {
    if (number >= names.size()) {
      throw wrong("a reference to group " + number + ", which is not there");
    }
    return new Node.BackReference(number);
  }

  private Node repeated(Node body) throws ExpressionException {
    char c = at < source.length() ? source.charAt(at) : 0;
    int least;
    int most;
    if (c == '*' || c == '+' || c == '?') {
      least = c == '+' ? 1 : 0;
      most = c == '?' ? 1 : -1;
      at++;
    } else if (c == '{') {
      Matcher bounds = BOUNDS.matcher(source).region(at, source.length());
      if (!bounds.lookingAt() || bounds.end() - at == 2) {
        return body;
      }
      least = bounds.group(1).isEmpty() ? 0 : Integer.parseInt(bounds.group(1));
      boolean open = !bounds.group(2).isEmpty();
      most = bounds.group(3).isEmpty() ? open ? -1 : least : Integer.parseInt(bounds.group(3));
      at = bounds.end();
    } else {
      return body;
    }
    if (most >= 0 && most < least) {
      throw wrong("a repetition whose least is above its most");
    }
    String manner = peek('?') || peek('+') ? source.substring(at, ++at) : "";
    if (peek('*') || peek('+') || peek('?')) {
      throw wrong("multiple repeat");
    }
    return new Node.Repeat(body, least, most, manner);
  }

  private Node bracket() throws ExpressionException {
    boolean outer = fold;
    at++;
    String misplaced = misplacedFlags();
    Node node = misplaced.isEmpty() ? opened() : scoped(javaFlags(misplaced, at));
    if (!peek(')')) {
      throw wrong("a bracket that is not closed");
    }
    at++;
    fold = outer;
    return node;
  }

  /** fail2ban moves flags from behind an opening bracket into it. */
  private String misplacedFlags() {
    int inner = source.startsWith("?:", at) ? at + 2 : at;
    if (!source.startsWith("(?", inner)) {
      return "";
    }
    Matcher global = FLAGS.matcher(source).region(inner, source.length());
    if (!global.lookingAt()) {
      return "";
    }
    at = global.end();
    return global.group(1);
  }

  private Node scoped(String letters) throws ExpressionException {
    fold |= letters.indexOf('i') >= 0;
    return new Node.Group(alternation(), 0, letters);
  }

  private Node opened() throws ExpressionException {
    if (!peek('?')) {
      return captured("");
    }
    if (source.startsWith("?:", at)) {
      at += 2;
      return new Node.Group(alternation(), 0, "");
    }
    Matcher scope = SCOPED.matcher(source).region(at, source.length());
    if (scope.lookingAt()) {
      String off = scope.group(2) == null ? "" : scope.group(2);
      String on = javaFlags(scope.group(1), at);
      at = scope.end();
      fold = (fold || on.indexOf('i') >= 0) && off.indexOf('i') < 0;
      return new Node.Group(alternation(), 0, off.isEmpty() ? on : on + "-" + off);
    }
    for (String look : List.of("?=", "?!", "?<=", "?<!")) {
      if (source.startsWith(look, at)) {
        at += look.length();
        return new Node.Look(alternation(), look.length() == 2, look.endsWith("!"));
      }
    }
    return special();
  }

  private Node special() throws ExpressionException {
    if (source.startsWith("?P<", at)) {
      return captured(name("?P<", '>'));
    }
    if (source.startsWith("?P=", at)) {
      return reference(number(name("?P=", ')')));
    }
    if (source.startsWith("?(", at)) {
      return conditional(name("?(", ')'));
    }
    if (source.startsWith("?#", at)) {
      int end = source.indexOf(')', at);
      at = end < 0 ? source.length() : end;
      return new Node.Sequence(List.of());
    }
    if (source.startsWith("?>", at)) {
      at += 2;
      return new Node.Group(alternation(), 0, ">");
    }
    throw wrong("an unknown kind of bracket");
  }

  private Node captured(String name) throws ExpressionException {
    if (!name.isEmpty() && names.contains(name)) {
      throw wrong("a second group named " + name);
    }
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      throw wrong("a group name other than letters, digits and _: " + name);
    }
    names.add(name);
    int number = names.size() - 1;
    return new Node.Group(alternation(), number, "");
  }

  private Node conditional(String group) throws ExpressionException {
    int number = group.matches("\\d{1,3}") ? Integer.parseInt(group) : number(group);
    if (number < 1 || number >= names.size()) {
      throw wrong("a condition on group " + group + ", which is not there");
    }
    tested.add(number);
    Node body = alternation();
    if (body instanceof Node.Alternation options) {
      if (options.options().size() > 2) {
        throw wrong("a condition with more than two branches");
      }
      return new Node.Conditional(number, options.options().get(0), options.options().get(1));
    }
    return new Node.Conditional(number, body, new Node.Sequence(List.of()));
  }

  private int number(String name) throws ExpressionException {
    int number = names.indexOf(name);
    if (number < 1) {
      throw wrong("a reference to group " + name + ", which is not there");
    }
    return number;
  }

  /** Takes the name up to its end mark; a closing bracket is left for the caller in one case. */
  private String name(String opening, char closing) throws ExpressionException {
    int start = at + opening.length();
    int end = source.indexOf(closing, start);
    if (end < 0) {
      throw wrong("a group name without end");
    }
    at = opening.equals("?P=") ? end : end + 1;
    return source.substring(start, end);
  }

  private static String javaFlags(String python, int at) throws ExpressionException {
    if (python.indexOf('x') >= 0) {
      throw new ExpressionException("the flag x (verbose), which is not supported", at);
    }
    return python.replaceAll("[auL]", "");
  }

  private boolean peek(char c) {
    return at < source.length() && source.charAt(at) == c;
  }

  int at() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  boolean fold() {
    return fold;
  }

  ExpressionException wrong(String what) {
    return new ExpressionException(what, Math.min(at, source.length()));
  }
}
