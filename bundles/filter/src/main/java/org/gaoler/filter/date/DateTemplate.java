package org.gaoler.filter.date;

import java.util.Optional;
import java.util.regex.Matcher;
import org.gaoler.api.Fault;
import org.gaoler.filter.expression.Expression;
import org.gaoler.filter.expression.Text;
import org.gaoler.filter.ini.Setting;

/** One form that dates may have in a log: where it may stand, and how to read it. */
public final class DateTemplate {

  /** How the text of a date is read. */
  enum Kind {
    /** Named parts such as year and hour. */
    PARTS,
    /** Seconds since 1970, perhaps with a fraction. */
    EPOCH,
    /** Milliseconds or microseconds since 1970. */
    LONG_EPOCH,
    /** {@code @} and 24 hexadecimal digits. */
    TAI64N,
    /** No date at all. */
    NONE
  }

  private static final String WORD_BEGIN = "(?=^|\\b|\\W)";
  private static final String WORD_END = "(?=\\b|\\W|$)";
  private static final String LINE_BEGIN = "^(?:\\W{0,2})?";

  private final String name;
  private final Kind kind;
  private final boolean lineBegin;
  private final boolean cutsAtStart;
  private final Setting source;
  private final String python;
  private volatile Optional<Expression> compiled = Optional.empty();

  private DateTemplate(
      String name,
      Kind kind,
      boolean lineBegin,
      boolean cutsAtStart,
      Setting source,
      String python) {
    this.name = name;
    this.kind = kind;
    this.lineBegin = lineBegin;
    this.cutsAtStart = cutsAtStart;
    this.source = source;
    this.python = python;
  }

  /**
   * Makes a template and compiles it.
   *
   * @param pattern with tokens, perhaps with the prefix <code>{^LN-BEG}</code> or {@code {UNB}}
   * @param kind how to read it
   * @param place where the pattern was written
   * @return the template
   * @throws Fault if the pattern is wrong
   */
  static DateTemplate of(String pattern, Kind kind, Setting place) throws Fault {
    DateTemplate template = lazy(pattern, kind, place);
    template.compiled =
        Optional.of(Expression.compile(template.source, template.python, "datepattern"));
    return template;
  }

  /** Makes a template that is known to be right, and is compiled when a line first needs it. */
  static DateTemplate lazy(String pattern, Kind kind, Setting place) {
    boolean begin = pattern.startsWith("{^LN-BEG}");
    boolean unbound = pattern.startsWith("{UNB}");
    String body = begin ? pattern.substring(9) : unbound ? pattern.substring(5) : pattern;
    boolean anchored = begin || body.startsWith("^") || body.startsWith("(^");
    String flags = DateTokens.hasNames(body) ? "(?i)" : "";
    String group = grouped(DateTokens.expand(body));
    String expression = flags + bounded(group, begin, unbound || anchored && !begin, unbound);
    boolean cutsAtStart =
        begin && group.startsWith("(") && !group.startsWith("(?")
            || group.matches("\\^\\((?!\\?).*");
    return new DateTemplate(pattern, kind, anchored, cutsAtStart, place, expression);
  }

  private static String bounded(String body, boolean begin, boolean bareStart, boolean bareEnd) {
    String start = begin ? LINE_BEGIN : bareStart || body.startsWith("**") ? "" : WORD_BEGIN;
    boolean closed = body.endsWith("$") || body.endsWith("\\b") || body.endsWith("\\s");
    String end = bareEnd || closed || body.endsWith("**") ? "" : WORD_END;
    String middle = body.startsWith("**") ? body.substring(2) : body;
    return start
        + (middle.endsWith("**") ? middle.substring(0, middle.length() - 2) : middle)
        + end;
  }

  /** Wraps the whole in a group unless there is one: group 1 is what is cut from the line. */
  private static String grouped(String body) {
    if (body.replaceAll("\\\\.", "").matches("(?s).*\\((?!\\?).*")) {
      return body;
    }
    String start = body.startsWith("^") ? "^" : body.startsWith("**") ? "**" : "";
    String end = body.endsWith("$") ? "$" : body.endsWith("**") ? "**" : "";
    return start + "(" + body.substring(start.length(), body.length() - end.length()) + ")" + end;
  }

  /** Searches a line. */
  Optional<Matcher> find(Text line) {
    return expression().find(line);
  }

  /** The pattern, which tells templates apart. */
  String name() {
    return name;
  }

  Kind kind() {
    return kind;
  }

  /** Whether it can match at the beginning of a line only. */
  boolean lineBegin() {
    return lineBegin;
  }

  /** Whether at most two characters, no letters or digits, can stand before what is cut. */
  public boolean cutsAtStart() {
    return cutsAtStart;
  }

  Expression expression() {
    Optional<Expression> known = compiled;
    if (known.isPresent()) {
      return known.get();
    }
    try {
      Expression expression = Expression.compile(source, python, "datepattern");
      compiled = Optional.of(expression);
      return expression;
    } catch (Fault e) {
      throw new IllegalStateException("a date pattern of our own is wrong", e);
    }
  }
}
