package org.gaoler.itests.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.itests.netns.RigException;

/**
 * Evaluates the small Python expressions that say when a sample line counts: literals, lists,
 * {@code name}, {@code opts.get(…)}, {@code opts[…]}, comparisons, {@code in}, {@code not}, {@code
 * and}, {@code or}, brackets.
 */
final class Condition {

  private static final Pattern TOKEN =
      Pattern.compile("\\s*('[^']*'|\"[^\"]*\"|\\w+|==|!=|[()\\[\\],.])");

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private final String name;
  private final Map<String, ?> options;
  private int at;

  private Condition(String text, String name, Map<String, ?> options) {
    this.text = text;
    this.name = name;
    this.options = options;
    Matcher matcher = TOKEN.matcher(text.strip());
    int end = 0;
    while (end < text.strip().length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw wrong();
      }
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
  }

  /**
   * Evaluates an expression.
   *
   * @param text in Python
   * @param name what the variable {@code name} is, the filter's name
   * @param options what the variable {@code opts} is, the filter's options
   * @return whether it is true
   */
  static boolean holds(String text, String name, Map<String, ?> options) {
    Condition condition = new Condition(text, name, options);
    Object value = condition.either();
    if (condition.at != condition.tokens.size()) {
      throw condition.wrong();
    }
    return truth(value);
  }

  private Object either() {
    Object left = both();
    while (takes("or")) {
      Object right = both();
      left = truth(left) ? left : right;
    }
    return left;
  }

  private Object both() {
    Object left = inverted();
    while (takes("and")) {
      Object right = inverted();
      left = truth(left) ? right : left;
    }
    return left;
  }

  private Object inverted() {
    return takes("not") ? Boolean.valueOf(!truth(inverted())) : comparison();
  }

  private Object comparison() {
    Object left = value();
    if (takes("==") || takes("is")) {
      boolean not = takes("not");
      return Objects.equals(left, value()) != not;
    }
    if (takes("!=")) {
      return !Objects.equals(left, value());
    }
    if (takes("in")) {
      return within(left, value());
    }
    if (takes("not")) {
      expect("in");
      return !within(left, value());
    }
    return left;
  }

  private boolean within(Object part, Object whole) {
    if (whole instanceof List<?> list) {
      return list.contains(part);
    }
    if (whole instanceof Map<?, ?> map) {
      return map.containsKey(part);
    }
    if (whole instanceof String string && part instanceof String piece) {
      return string.contains(piece);
    }
    throw wrong();
  }

  private Object value() {
    String token = next();
    return switch (token) {
      case "(" -> grouped();
      case "[" -> listed(new ArrayList<>(), "]");
      case "True" -> true;
      case "False" -> false;
      case "None" -> null;
      case "name" -> name;
      case "opts" -> option();
      default -> literal(token);
    };
  }

  private Object grouped() {
    if (takes(")")) {
      return List.of();
    }
    Object first = either();
    if (takes(",")) {
      List<Object> list = new ArrayList<>();
      list.add(first);
      return listed(list, ")");
    }
    expect(")");
    return first;
  }

  private Object listed(List<Object> list, String close) {
    while (!takes(close)) {
      list.add(either());
      if (!takes(",")) {
        expect(close);
        break;
      }
    }
    return list;
  }

  private Object option() {
    if (takes(".")) {
      expect("get");
      expect("(");
      Object key = either();
      Object otherwise = takes(",") ? either() : null;
      expect(")");
      return options.containsKey(key) ? options.get(key) : otherwise;
    }
    if (takes("[")) {
      Object key = either();
      expect("]");
      return options.get(key);
    }
    return options;
  }

  private Object literal(String token) {
    if (token.matches("\\d+")) {
      return Double.valueOf(token);
    }
    if (token.startsWith("'") || token.startsWith("\"")) {
      return token.substring(1, token.length() - 1);
    }
    throw wrong();
  }

  private static boolean truth(Object value) {
    return value != null
        && !value.equals(false)
        && !value.equals("")
        && !value.equals(0.0)
        && !value.equals(List.of());
  }

  private String next() {
    if (at >= tokens.size()) {
      throw wrong();
    }
    return tokens.get(at++);
  }

  private boolean takes(String token) {
    boolean there = at < tokens.size() && tokens.get(at).equals(token);
    at += there ? 1 : 0;
    return there;
  }

  private void expect(String token) {
    if (!takes(token)) {
      throw wrong();
    }
  }

  private RigException wrong() {
    return new RigException("cannot evaluate the condition of a sample: " + text);
  }
}
