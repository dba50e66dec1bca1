package org.gaoler.filter.date;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression for dates, bounded and grouped: where it may stand in a line, and that group 1 is
 * what is cut.
 *
 * @param expression the complete expression in Python's notation
 * @param lineBegin whether it can match at the beginning of a line only
 * @param lineEnd whether it can match at the end of a line only
 * @param begun whether the beginning of a line was demanded by {@link Begin#LINE} and was put
 *     before it
 */
record TemplateShape(String expression, boolean lineBegin, boolean lineEnd, boolean begun) {

  /** What may stand before a date. */
  enum Begin {
    /** Anything. */
    ANYWHERE,
    /** Anything that does not make one word with it. */
    WORD,
    /** At most two characters that are neither letter nor digit. */
    LINE
  }

  private static final String WORD_BEGIN = "(?=^|\\b|\\W)";
  private static final String WORD_END = "(?=\\b|\\W|$)";
  private static final String LINE_BEGIN = "^(?:\\W{0,2})?";

  private static final Pattern FLAGS = Pattern.compile("(?<!\\\\)\\(\\?[a-z]+\\)");
  private static final Pattern OWN_BEGIN = Pattern.compile("\\(*(?:\\*\\*|(?:\\(\\?:)?\\^)");
  private static final Pattern OWN_END =
      Pattern.compile("(?<!\\\\)(?:\\$\\)?|\\\\[bs]|\\*\\*\\)*)$");
  private static final Pattern AT_LINE_BEGIN = Pattern.compile("\\^|\\((?:\\?:)?\\^(?!\\|)");
  private static final Pattern AT_LINE_END = Pattern.compile("(?<![\\\\|])\\$\\)?$");
  private static final Pattern FIRST_STARS = Pattern.compile("^(\\(*)\\*\\*");
  private static final Pattern LAST_STARS = Pattern.compile("(?<!\\\\)\\*\\*(\\)*)$");

  /**
   * Completes an expression, unless it says itself where it begins and ends.
   *
   * @param written in Python's notation; two asterisks at an end say that anything may stand there
   * @param begin what may stand before it
   * @param wordEnd whether no word may go on behind it
   */
  static TemplateShape of(String written, Begin begin, boolean wordEnd) {
    String body = written;
    String flags = "";
    Matcher first = FLAGS.matcher(body);
    if (first.find()) {
      flags = first.group();
      body = body.substring(0, first.start()) + body.substring(first.end());
    }
    boolean bound = begin != Begin.ANYWHERE && !OWN_BEGIN.matcher(body).lookingAt();
    boolean closed = wordEnd && !OWN_END.matcher(body).find();
    String whole = grouped(body);
    boolean line = bound && begin == Begin.LINE || AT_LINE_BEGIN.matcher(whole).lookingAt();
    if (bound) {
      whole = (begin == Begin.LINE ? LINE_BEGIN : WORD_BEGIN) + whole;
    }
    boolean end = !closed && AT_LINE_END.matcher(whole).find();
    whole = closed ? whole + WORD_END : whole;
    whole = FIRST_STARS.matcher(whole).replaceFirst("$1");
    whole = LAST_STARS.matcher(whole).replaceFirst("$1");
    return new TemplateShape(flags + whole, line, end, bound && begin == Begin.LINE);
  }

  /** Wraps the whole in a group unless there is one. */
  private static String grouped(String body) {
    if (hasGroup(body)) {
      return body;
    }
    int start = body.startsWith("^") ? 1 : 0;
    int end = body.length() - (body.endsWith("$") && body.length() > start ? 1 : 0);
    return body.substring(0, start) + "(" + body.substring(start, end) + ")" + body.substring(end);
  }

  /** Whether some bracket opens a group that has no name and is no test of another group. */
  static boolean hasGroup(String body) {
    for (int i = body.indexOf('('); i >= 0; i = body.indexOf('(', i + 1)) {
      boolean escaped = i > 0 && body.charAt(i - 1) == '\\';
      boolean test = i > 1 && body.startsWith("(?", i - 2);
      if (!escaped && !test && !body.startsWith("?", i + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Whether group 1 begins right where the line does, but for the two characters. */
  boolean cutsAtStart() {
    String bare = FLAGS.matcher(expression).replaceFirst("");
    String rest =
        begun ? bare.substring(LINE_BEGIN.length()) : bare.startsWith("^") ? bare.substring(1) : "";
    return rest.startsWith("(") && !rest.startsWith("(?");
  }

  /**
   * The sign that stands right before group 1 in all that matches; empty if that is not certain.
   */
  Optional<Character> border() {
    return alternates() ? Optional.empty() : Border.of(FLAGS.matcher(expression).replaceFirst(""));
  }

  /** Whether an alternative may stand outside all brackets, which is not bound to the first. */
  boolean alternates() {
    int depth = 0;
    boolean choice = false;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == '\\') {
        i++;
      } else if (choice) {
        choice = c != ']';
      } else if (c == '[') {
        choice = true;
        i += expression.startsWith("^]", i + 1) ? 2 : expression.startsWith("]", i + 1) ? 1 : 0;
      } else if (c == '|' && depth == 0) {
        return true;
      } else {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
    }
    return false;
  }
}
