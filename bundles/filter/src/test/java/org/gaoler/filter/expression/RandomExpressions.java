package org.gaoler.filter.expression;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes up expressions of everything that the language has, and texts that they may match. */
public final class RandomExpressions {

  private RandomExpressions() {}

  /** An expression in Python's notation; its group 1, if it has one, is behind all references. */
  public static String expression(Random random) {
    return expression(random, 0);
  }

  private static String expression(Random random, int depth) {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i <= random.nextInt(4); i++) {
      expression.append(part(random, depth));
      expression.append(List.of("", "", "", "?", "*", "+", "{1,2}").get(random.nextInt(7)));
    }
    return expression.toString();
  }

  private static String part(Random random, int depth) {
    int choice = random.nextInt(depth > 2 ? 6 : 15);
    return switch (choice) {
      case 0, 1, 2 ->
          "(?:" + List.of("user", "Failed", "skip", "née", "x").get(random.nextInt(5)) + ")";
      case 3 -> "[" + List.of("ab", "k", "A-C", "^a", "\\d").get(random.nextInt(5)) + "]";
      case 4 -> List.of(".", "\\s", "\\w", "\\S", "[ ]").get(random.nextInt(5));
      case 5 -> List.of("(?=)", "\\b", "(?!zz)").get(random.nextInt(3)).replace("\\b", "(?:\\b)");
      case 6 -> "(?i:" + expression(random, depth + 1) + ")";
      case 7, 8 ->
          "(?:" + expression(random, depth + 1) + "|" + expression(random, depth + 1) + ")";
      case 9, 10 -> "(?" + ">=!".charAt(random.nextInt(3)) + expression(random, depth + 1) + ")";
      case 11 -> "(?x: " + expression(random, depth + 1) + " # user\n)";
      case 12 -> "(?-i:" + expression(random, depth + 1) + ")";
      case 13 -> "(?(1)" + expression(random, depth + 1) + "|x)";
      default -> "(" + expression(random, depth + 1) + ")";
    };
  }

  /** A text that the expression may match: an example of it, a little changed. */
  public static String text(Expression expression, Random random) {
    StringBuilder text = new StringBuilder("pre " + Example.of(expression, Map.of()) + " post");
    for (int i = 0; i < random.nextInt(3); i++) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.setCharAt(at, Character.toUpperCase(text.charAt(at)));
        case 1 -> text.insert(at, "aUK\u212A\u017F".charAt(random.nextInt(5)));
        default -> text.deleteCharAt(at);
      }
    }
    return text.toString();
  }
}
