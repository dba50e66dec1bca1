package org.gaoler.filter.date;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gaoler.api.Fault;
import org.gaoler.filter.ini.Setting;

/** Makes the date templates that a filter's {@code datepattern} asks for. */
public final class DatePatterns {

  private static final String LINE_BEGIN = "{^LN-BEG}";
  private static final String DATE = "{DATE}";
  private static final String DIGITS = "\\d{10,11}(?:\\.\\d{3,6})?(?!\\d)";
  private static final String EPOCH =
      "((?:^"
          + DIGITS
          + "|(?<=^\\[)"
          + DIGITS
          + "(?=\\])|(?<=\\baudit\\()"
          + DIGITS
          + "(?=:\\d+\\))))";
  private static final String LONG_DIGITS = "\\d{13}(?:\\d{3}|\\.\\d{1,6})?(?!\\d)";
  private static final String TAI64N_DIGITS = "@[0-9a-f]{24}";

  /** The forms that are tried if a filter does not say, in order. */
  private static final List<String> BASE =
      List.of(
          "%ExY(?P<_sep>[-/.])%m(?P=_sep)%d(?:T| {0,2})%H:%M:%S(?:[.,]%f)?(?:\\s*%z)?",
          "(?:%a )?%b %d %k:%M:%S(?:\\.%f)?(?: %ExY)?",
          "(?:%a )?%b %d %ExY %k:%M:%S(?:\\.%f)?",
          "%d(?P<_sep>[-/])%m(?P=_sep)(?:%ExY|%Exy) %k:%M:%S",
          "%d(?P<_sep>[-/])%b(?P=_sep)%ExY[ :]?%H:%M:%S(?:\\.%f)?(?: %z)?",
          "%m/%d/%ExY:%H:%M:%S",
          "%m-%d-%ExY %k:%M:%S(?:\\.%f)?",
          "EPOCH",
          "{^LN-BEG}%H:%M:%S",
          "^<%m/%d/%Exy@%H:%M:%S>",
          "%Exy%Exm%Exd  ?%H:%M:%S",
          "%b %d, %ExY %I:%M:%S %p",
          "^%b-%d-%Exy %k:%M:%S",
          "%ExY%Exm%Exd(?:-|T| {0,2})%ExH:?%ExM:?%ExS(?:[.,]%f)?(?:\\s*%z)?",
          "(?:%Z )?(?:%a )?%b %d %k:%M:%S(?:\\.%f)?(?: %ExY)?",
          "(?:%z )?(?:%a )?%b %d %k:%M:%S(?:\\.%f)?(?: %ExY)?",
          "TAI64N");

  private DatePatterns() {}

  /**
   * Makes the templates.
   *
   * @param patterns one for each line of the option; empty for the default
   * @return the templates in the order in which they are tried
   * @throws Fault if a pattern is wrong: file, line, pattern
   */
  public static List<DateTemplate> templates(List<Setting> patterns) throws Fault {
    if (patterns.isEmpty()) {
      return defaults(false);
    }
    List<DateTemplate> templates = new ArrayList<>();
    for (Setting pattern : patterns) {
      templates.addAll(templates(pattern));
    }
    return templates;
  }

  private static List<DateTemplate> templates(Setting pattern) throws Fault {
    String text = pattern.text();
    String word = text.indexOf('%') < 0 ? text.toUpperCase(Locale.ROOT) : text;
    if (word.equals("{DEFAULT}") || word.equals("DEFAULT")) {
      return defaults(false);
    }
    if (word.equals(LINE_BEGIN)) {
      return defaults(true);
    }
    if (word.contains(DATE)) {
      return around(text, word.indexOf(DATE), pattern);
    }
    return List.of(single(text, word, pattern));
  }

  private static DateTemplate single(String text, String word, Setting place) throws Fault {
    String bare = word.startsWith(LINE_BEGIN) ? word.substring(LINE_BEGIN.length()) : word;
    String start = bare.equals(word) ? "" : LINE_BEGIN;
    if (bare.startsWith("^") && (bare.equals("^EPOCH") || bare.equals("^LEPOCH"))) {
      bare = bare.substring(1);
      start = LINE_BEGIN;
    }
    switch (bare) {
      case "EPOCH":
        return start.isEmpty()
            ? DateTemplate.of("{UNB}" + EPOCH, DateTemplate.Kind.EPOCH, place)
            : DateTemplate.of(start + "(" + DIGITS + ")", DateTemplate.Kind.EPOCH, place);
      case "LEPOCH":
        return DateTemplate.of(
            start + "(" + LONG_DIGITS + ")", DateTemplate.Kind.LONG_EPOCH, place);
      case "TAI64N":
        return DateTemplate.of(start + TAI64N_DIGITS, DateTemplate.Kind.TAI64N, place);
      case "{NONE}", "NONE":
        return DateTemplate.of("{UNB}^()", DateTemplate.Kind.NONE, place);
      default:
        return embedded(text, word, place);
    }
  }

  /** A pattern of its own, perhaps with an epoch in it. */
  private static DateTemplate embedded(String text, String word, Setting place) throws Fault {
    int at = word.indexOf("{EPOCH}");
    if (at >= 0) {
      String pattern = text.substring(0, at) + "(?P<epoch>" + DIGITS + ")" + text.substring(at + 7);
      return DateTemplate.of(pattern, DateTemplate.Kind.EPOCH, place);
    }
    at = word.indexOf("{LEPOCH}");
    if (at >= 0) {
      String pattern =
          text.substring(0, at) + "(?P<epoch>" + LONG_DIGITS + ")" + text.substring(at + 8);
      return DateTemplate.of(pattern, DateTemplate.Kind.LONG_EPOCH, place);
    }
    return DateTemplate.of(text, DateTemplate.Kind.PARTS, place);
  }

  private static List<DateTemplate> around(String text, int at, Setting place) throws Fault {
    List<DateTemplate> templates = new ArrayList<>();
    for (String base : BASE) {
      String date =
          switch (base) {
            case "EPOCH" -> "(?P<epoch>" + DIGITS + ")";
            case "TAI64N" -> TAI64N_DIGITS;
            default -> base.replace(LINE_BEGIN, "").replaceFirst("^\\^", "");
          };
      String pattern = text.substring(0, at) + date + text.substring(at + DATE.length());
      templates.add(DateTemplate.of(pattern, kind(base), place));
    }
    return templates;
  }

  /** The same for all filters; most of them are never needed. */
  private static List<DateTemplate> defaults(boolean lineBegin) {
    return lineBegin ? Defaults.LINE_BEGIN_ONLY : Defaults.ALL;
  }

  private static final class Defaults {
    static final List<DateTemplate> LINE_BEGIN_ONLY = anchored();
    static final List<DateTemplate> ALL = all();

    private static List<DateTemplate> anchored() {
      List<DateTemplate> anchored = new ArrayList<>();
      for (String base : BASE) {
        anchored.add(naturally(base) ? lazy("", base) : lazy(LINE_BEGIN, base));
      }
      return List.copyOf(anchored);
    }

    private static List<DateTemplate> all() {
      List<DateTemplate> all = new ArrayList<>();
      for (int i = 0; i < BASE.size(); i++) {
        if (!naturally(BASE.get(i))) {
          all.add(LINE_BEGIN_ONLY.get(i));
        }
      }
      for (String base : BASE) {
        all.add(lazy("", base));
      }
      return List.copyOf(all);
    }

    private static boolean naturally(String base) {
      return base.startsWith("^") || base.startsWith("{");
    }

    private static DateTemplate lazy(String start, String base) {
      String pattern = base;
      if (base.equals("EPOCH")) {
        pattern = start.isEmpty() ? "{UNB}" + EPOCH : "(" + DIGITS + ")";
      } else if (base.equals("TAI64N")) {
        pattern = TAI64N_DIGITS;
      }
      Setting place = new Setting("", "default date patterns", 0);
      return DateTemplate.lazy(start + pattern, kind(base), place);
    }
  }

  private static DateTemplate.Kind kind(String base) {
    return switch (base) {
      case "EPOCH" -> DateTemplate.Kind.EPOCH;
      case "TAI64N" -> DateTemplate.Kind.TAI64N;
      default -> DateTemplate.Kind.PARTS;
    };
  }
}
