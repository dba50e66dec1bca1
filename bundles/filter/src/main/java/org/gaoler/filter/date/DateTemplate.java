package org.gaoler.filter.date;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.gaoler.api.Fault;
import org.gaoler.filter.date.TemplateShape.Begin;
import org.gaoler.filter.expression.Expression;
import org.gaoler.ini.Setting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One form that dates may have in a log: where it may stand, and how to read it. Immutable but for
 * its counter, shared by threads.
 */
public final class DateTemplate {

  /** How the text of a date is read. */
  enum Kind {
    /** Named parts such as year and hour. */
    PARTS,
    /** Seconds since 1970, perhaps with a fraction. */
    EPOCH,
    /** Milliseconds or microseconds since 1970, told by their length; else seconds. */
    LONG_EPOCH,
    /** The same as {@link #EPOCH} as group 2 of a pattern. */
    EPOCH_WITHIN,
    /** The same as {@link #LONG_EPOCH} as group 2 of a pattern. */
    LONG_EPOCH_WITHIN,
    /** {@code @} and 24 hexadecimal digits. */
    TAI64N
  }

  private static final Logger LOG = LoggerFactory.getLogger(DateTemplate.class);

  static final String LINE_BEGIN = "{^LN-BEG}";
  private static final String UNBOUND = "{UNB}";

  private final String name;
  private final String pattern;
  private final Kind kind;
  private final TemplateShape shape;
  private final Setting place;
  private final int weight;
  private final int needs;
  private final boolean pinned;
  private final boolean freeFraction;
  private final AtomicLong overruns = new AtomicLong();
  private volatile Optional<DateExpression> compiled = Optional.empty();

  private DateTemplate(String name, String pattern, Kind kind, TemplateShape shape, Setting place) {
    this(name, pattern, kind, shape, place, 1, DateSigns.ANY, false);
  }

  private DateTemplate(
      String name,
      String pattern,
      Kind kind,
      TemplateShape shape,
      Setting place,
      int weight,
      int needs,
      boolean freeFraction) {
    this.name = name;
    this.pattern = pattern;
    this.kind = kind;
    this.shape = shape;
    this.place = place;
    this.weight = weight;
    this.needs = needs;
    this.freeFraction = freeFraction;
    this.pinned = shape.lineBegin() && !shape.alternates();
  }

  /**
   * Makes a template of a pattern with tokens.
   *
   * @param pattern perhaps with the prefix <code>{^LN-BEG}</code> or {@code {UNB}}
   * @param place where it was written
   * @throws IllegalArgumentException if a percent sign begins no token
   */
  static DateTemplate parts(String pattern, Setting place) {
    boolean unbound = pattern.startsWith(UNBOUND);
    String body = unbound ? pattern.substring(UNBOUND.length()) : pattern;
    boolean line = !unbound && body.startsWith(LINE_BEGIN);
    body = line ? body.substring(LINE_BEGIN.length()) : body;
    DateTokens.Expanded expanded = DateTokens.expand(body.strip());
    Begin begin = unbound ? Begin.ANYWHERE : line ? Begin.LINE : Begin.WORD;
    TemplateShape shape =
        TemplateShape.of(
            (expanded.named() ? "(?iu)" : "") + expanded.expression(), begin, !unbound);
    String name = shape.begun() ? LINE_BEGIN + expanded.name() : expanded.name();
    return new DateTemplate(name, pattern, Kind.PARTS, shape, place);
  }

  /** Makes a template of an expression that has no tokens and is read in its own way. */
  static DateTemplate special(
      String name, Kind kind, String expression, Begin begin, Setting place) {
    TemplateShape shape = TemplateShape.of(expression, begin, true);
    String full = shape.begun() ? LINE_BEGIN + name : name;
    return new DateTemplate(full, "", kind, shape, place);
  }

  /** The same, but preferred by so much over others when they are put in order. */
  DateTemplate weighing(int times) {
    return new DateTemplate(name, pattern, kind, shape, place, times, needs, freeFraction);
  }

  /**
   * The same, but only tried on lines with one of these {@link DateSigns}.
   *
   * @param free whether nothing but the fraction can take a sign right before a fraction: then
   *     other digits there change nothing else
   */
  DateTemplate needing(int signs, boolean free) {
    return new DateTemplate(name, pattern, kind, shape, place, weight, signs, free);
  }

  /** Compiles it now, so that a mistake shows. */
  DateTemplate checked() throws Fault {
    Expression.compile(place, shape.expression(), "datepattern");
    expression();
    return this;
  }

  /** What people are shown, such as {@code Day/MON/ExYear:24hour:Minute:Second}; unique. */
  public String name() {
    return name;
  }

  /** The pattern with tokens; empty if it has none. */
  public String pattern() {
    return pattern;
  }

  /** Whether the line begin was asked for by its own word, not by a sign. */
  boolean writtenInFull() {
    return place.text().strip().startsWith(LINE_BEGIN);
  }

  /** The whole expression in Python's notation. */
  public String expressionText() {
    return shape.expression();
  }

  Kind kind() {
    return kind;
  }

  /** Whether it can match at one end of a line only. */
  boolean anchored() {
    return shape.lineBegin() || shape.lineEnd();
  }

  /** Whether it can match at the beginning of a line only. */
  boolean lineBegin() {
    return shape.lineBegin();
  }

  /** Whether at most two characters, no letters or digits, can stand before what is cut. */
  public boolean cutsAtStart() {
    return shape.cutsAtStart();
  }

  /** The sign that stands right before what is cut, in every line; empty if that is not certain. */
  public Optional<Character> border() {
    return shape.border();
  }

  /** Whether no search is needed, because only the beginning of a line can match. */
  boolean pinned() {
    return pinned;
  }

  /** Whether a match with other digits in its fraction is the same but for them. */
  boolean freeFraction() {
    return freeFraction;
  }

  int weight() {
    return weight;
  }

  int needs() {
    return needs;
  }

  DateExpression expression() {
    Optional<DateExpression> known = compiled;
    if (known.isEmpty()) {
      known = Optional.of(new DateExpression(shape.expression()));
      compiled = known;
    }
    return known.get();
  }

  /** Counts that a search was given up because it cost too much. */
  void overrun(String what) {
    if (overruns.getAndIncrement() == 0) {
      LOG.warn(
          "date pattern {} at {} needed {} than one line may cost and was taken as not matching;"
              + " further cases are only counted",
          name,
          place.place(),
          what);
    }
  }

  /** How often a search was given up because it cost too much. */
  public long overruns() {
    return overruns.get();
  }

  /**
   * One line for the operator if a search was ever given up. The default patterns are the same for
   * all filters, so that each of these filters tells of all.
   */
  public Optional<String> trouble() {
    long times = overruns.get();
    return times == 0
        ? Optional.empty()
        : Optional.of(
            "date pattern "
                + name
                + " at "
                + place.place()
                + " was given up on "
                + times
                + " lines, because it needed more than one line may cost");
  }
}
