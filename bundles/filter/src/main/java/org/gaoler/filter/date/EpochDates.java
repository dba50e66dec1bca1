package org.gaoler.filter.date;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.filter.date.DateTemplate.Kind;
import org.gaoler.filter.date.TemplateShape.Begin;
import org.gaoler.ini.Setting;

/** Makes the templates of dates that count from 1970, which are not made of tokens. */
final class EpochDates {

  private static final Pattern WORD = Pattern.compile("(?i)(?<!\\\\)\\{L?EPOCH\\}");
  private static final String SECONDS = "\\d{10,11}\\b(?:\\.\\d{3,6})?";
  private static final String LONG = "\\d{10,11}(?:\\d{3}(?:\\d{3}|\\.\\d{1,6})?)?";
  private static final String BEFORE = "(?:^|(?<=^\\[)|(?<=\\baudit\\())";

  private EpochDates() {}

  /** Without the signs that demand the beginning of a line. */
  static String bare(String key) {
    if (key.startsWith(DateTemplate.LINE_BEGIN)) {
      return key.substring(DateTemplate.LINE_BEGIN.length());
    }
    return key.startsWith("^") ? key.substring(1) : key;
  }

  /** Whether a pattern has the epoch as a part. */
  static boolean within(String text) {
    return WORD.matcher(text).find();
  }

  /** The epoch alone. */
  static DateTemplate of(boolean lineBegin, boolean longForm, Setting place) {
    String digits = longForm ? LONG : SECONDS;
    return DateTemplate.special(
        longForm ? "LongEpoch" : "Epoch",
        longForm ? Kind.LONG_EPOCH : Kind.EPOCH,
        lineBegin ? "(" + digits + ")" : "(" + BEFORE + digits + ")",
        lineBegin ? Begin.LINE : Begin.ANYWHERE,
        place);
  }

  /** The epoch as group 2 of a pattern: of whole matches if the pattern has no group itself. */
  static DateTemplate around(String text, String key, Setting place) {
    boolean longForm = key.contains("LEPOCH");
    String digits = "(" + (longForm ? LONG : SECONDS) + ")";
    String expression = WORD.matcher(text).replaceAll(Matcher.quoteReplacement(digits));
    String whole = TemplateShape.hasGroup(text) ? expression : "(" + expression + ")";
    return DateTemplate.special(
        text, longForm ? Kind.LONG_EPOCH_WITHIN : Kind.EPOCH_WITHIN, whole, Begin.WORD, place);
  }

  static DateTemplate tai64n(boolean lineBegin, Setting place) {
    return DateTemplate.special(
        "TAI64N", Kind.TAI64N, "@[0-9a-f]{24}", lineBegin ? Begin.LINE : Begin.ANYWHERE, place);
  }

  /**
   * Reads a match.
   *
   * @throws NumberFormatException if the group holds something else, which only patterns with
   *     several groups of their own can bring about
   * @throws java.time.DateTimeException if it is beyond all times
   */
  static Instant read(Kind kind, MatchResult match, String line) {
    int group = kind == Kind.EPOCH_WITHIN || kind == Kind.LONG_EPOCH_WITHIN ? 2 : 1;
    int start = match.start(group);
    if (kind == Kind.TAI64N) {
      return Instant.ofEpochSecond(Long.parseLong(line.substring(start + 2, start + 17), 16));
    }
    String digits = line.substring(start, match.end(group));
    boolean longForm = kind == Kind.LONG_EPOCH || kind == Kind.LONG_EPOCH_WITHIN;
    int shift = longForm && digits.length() >= 13 ? 3 : 0;
    shift = longForm && digits.length() >= 16 && digits.indexOf('.') < 0 ? 6 : shift;
    BigDecimal seconds = new BigDecimal(digits).movePointLeft(shift);
    long whole = seconds.longValue();
    return Instant.ofEpochSecond(
        whole, seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue());
  }
}
