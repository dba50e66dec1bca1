package org.gaoler.filter.expression;

import java.util.List;

/** Makes sets of what single characters, dots and classes of an expression match. */
final class CharRules {

  private static final int LETTERS =
      1 << Character.UPPERCASE_LETTER
          | 1 << Character.LOWERCASE_LETTER
          | 1 << Character.TITLECASE_LETTER
          | 1 << Character.MODIFIER_LETTER
          | 1 << Character.OTHER_LETTER
          | 1 << Character.DECIMAL_DIGIT_NUMBER
          | 1 << Character.LETTER_NUMBER
          | 1 << Character.OTHER_NUMBER;

  private CharRules() {}

  /** The set of a part that stands for one character. */
  static CharSet of(Node node) {
    if (node instanceof Node.Char c) {
      return one(c);
    }
    if (node instanceof Node.CharClass c) {
      return charClass(c);
    }
    boolean all = ((Node.Dot) node).all();
    return new CharSet(code -> all || code != '\n');
  }

  private static CharSet one(Node.Char c) {
    int code = c.code();
    if (c.fold() == Fold.NONE || !Relatives.cased(code, c.fold())) {
      return new CharSet(other -> other == code);
    }
    List<Integer> same = Relatives.of(c.fold().lower(code), c.fold());
    return new CharSet(same::contains);
  }

  private static CharSet charClass(Node.CharClass c) {
    boolean cased = false;
    for (Node.Item item : c.fold() == Fold.NONE ? List.<Node.Item>of() : c.items()) {
      cased |= item.shorthand() == 0 && cased(item, c.fold());
    }
    if (cased) {
      return folded(c.items(), c.negative(), c.fold(), c.ascii());
    }
    return new CharSet(code -> c.negative() != in(c.items(), code, c.ascii()));
  }

  private static boolean cased(Node.Item item, Fold fold) {
    for (int code = item.from(); code <= item.to(); code++) {
      if (Relatives.cased(code, fold)) {
        return true;
      }
    }
    return false;
  }

  private static CharSet folded(List<Node.Item> items, boolean negative, Fold fold, boolean ascii) {
    return new CharSet(
        code -> {
          int lower = fold.lower(code);
          for (int relative : Relatives.of(lower, fold)) {
            // beyond 16 bits Python compares single characters of a class as they are written
            if (relative > 0xFFFF && relative != lower
                ? wide(items, relative)
                : ranged(items, relative)) {
              return !negative;
            }
          }
          return negative != shorthands(items, lower, ascii);
        });
  }

  private static boolean in(List<Node.Item> items, int code, boolean ascii) {
    return ranged(items, code) || shorthands(items, code, ascii);
  }

  private static boolean ranged(List<Node.Item> items, int code) {
    for (Node.Item item : items) {
      if (item.shorthand() == 0 && item.from() <= code && code <= item.to()) {
        return true;
      }
    }
    return false;
  }

  private static boolean wide(List<Node.Item> items, int code) {
    return ranged(items.stream().filter(item -> item.from() != item.to()).toList(), code);
  }

  private static boolean shorthands(List<Node.Item> items, int code, boolean ascii) {
    for (Node.Item item : items) {
      if (item.shorthand() != 0 && shorthand(item.shorthand(), code, ascii)) {
        return true;
      }
    }
    return false;
  }

  private static boolean shorthand(char kind, int code, boolean ascii) {
    boolean known = !ascii || code < 128;
    return switch (kind) {
      case 'd' -> known && Character.isDigit(code);
      case 'D' -> !(known && Character.isDigit(code));
      case 's' -> blank(code, ascii);
      case 'S' -> !blank(code, ascii);
      case 'w' -> word(code, ascii);
      default -> !word(code, ascii);
    };
  }

  static boolean word(int code, boolean ascii) {
    return code == '_' || (!ascii || code < 128) && (LETTERS >> Character.getType(code) & 1) != 0;
  }

  /** The file, group, record and unit separators are blanks in Unicode only. */
  private static boolean blank(int code, boolean ascii) {
    if (code < 128) {
      return code == ' ' || code >= 9 && code <= 13 || !ascii && code >= 0x1c && code <= 0x1f;
    }
    boolean separator =
        code == 0x85
            || code == 0x2028
            || code == 0x2029
            || Character.getType(code) == Character.SPACE_SEPARATOR;
    return separator && !ascii;
  }
}
