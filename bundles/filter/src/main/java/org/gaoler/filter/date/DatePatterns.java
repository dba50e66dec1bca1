package org.gaoler.filter.date;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;
import org.gaoler.ini.Setting;

/** Makes the date templates that a filter's {@code datepattern} asks for. */
public final class DatePatterns {

  private static final Pattern DATE = Pattern.compile("(?i)(?<!\\\\)\\{DATE\\}");

  private final List<DateTemplate> templates = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private boolean defaults;

  private DatePatterns() {}

  /**
   * Makes the templates.
   *
   * @param patterns one for each line of the option; empty for the default
   * @return the templates in the order in which they are tried
   * @throws Fault if a pattern is wrong or stands twice: file, line, pattern
   */
  public static List<DateTemplate> templates(List<Setting> patterns) throws Fault {
    if (patterns.isEmpty()) {
      return DefaultDates.ALL;
    }
    DatePatterns all = new DatePatterns();
    for (Setting pattern : patterns) {
      all.add(pattern);
    }
    return all.weighed();
  }

  private void add(Setting pattern) throws Fault {
    String text = pattern.text().strip();
    String key = key(text);
    boolean first = templates.isEmpty();
    try {
      if (key.equals(DateTemplate.LINE_BEGIN)) {
        addAll(DefaultDates.LINE_BEGIN_ONLY);
      } else if (key.equals("{DEFAULT}")) {
        addAll(DefaultDates.ALL);
      } else if (key.contains("{DATE}")) {
        for (DateTemplate base : DefaultDates.BASE) {
          DateTemplate template = around(text, base, pattern).checked();
          if (names.add(template.name())) {
            templates.add(template);
          } else if (first) {
            throw twice(pattern);
          }
        }
      } else {
        DateTemplate template = single(text, pattern).checked();
        if (!names.add(template.name())) {
          throw twice(pattern);
        }
        templates.add(template);
      }
    } catch (IllegalArgumentException e) {
      throw new Fault(
          "cannot use the datepattern at " + pattern.place() + ": " + e.getMessage() + ": " + text,
          e);
    }
  }

  /** Words are known in any case, but only if there is no token beside them. */
  private static String key(String text) {
    return text.indexOf('%') < 0 ? text.toUpperCase(Locale.ROOT) : text;
  }

  private void addAll(List<DateTemplate> more) {
    defaults = true;
    for (DateTemplate template : more) {
      if (names.add(template.name())) {
        templates.add(template);
      }
    }
  }

  /** Beside the defaults a pattern that is one of them weighs as much as that. */
  private List<DateTemplate> weighed() {
    if (defaults) {
      Map<String, DateTemplate> known = new HashMap<>();
      DefaultDates.ALL.forEach(t -> known.put(t.name(), t));
      templates.replaceAll(t -> t.writtenInFull() ? known.getOrDefault(t.name(), t) : t);
    }
    return templates;
  }

  private static Fault twice(Setting pattern) {
    return new Fault(
        "cannot use the datepattern at "
            + pattern.place(0)
            + ": the same pattern stands there already; remove one: "
            + pattern.text());
  }

  /** A pattern around one of the defaults; those without tokens lend their name only. */
  private static DateTemplate around(String text, DateTemplate base, Setting place) {
    String date = base.pattern().isEmpty() ? base.name() : bare(base.pattern());
    return single(DATE.matcher(text).replaceAll(Matcher.quoteReplacement(date)), place);
  }

  private static String bare(String pattern) {
    return pattern.startsWith(DateTemplate.LINE_BEGIN)
        ? pattern.substring(DateTemplate.LINE_BEGIN.length())
        : pattern;
  }

  private static DateTemplate single(String text, Setting place) {
    String key = key(text);
    if (key.equals("{NONE}")) {
      return DateTemplate.parts("{UNB}^", place);
    }
    if (key.contains("EPOCH")) {
      if (EpochDates.within(text)) {
        return EpochDates.around(text, key, place);
      }
      String word = EpochDates.bare(key);
      if (word.equals("EPOCH") || word.equals("LEPOCH")) {
        return EpochDates.of(!word.equals(key), word.equals("LEPOCH"), place);
      }
    }
    String word = EpochDates.bare(key);
    return word.equals("TAI64N")
        ? EpochDates.tai64n(!word.equals(key), place)
        : DateTemplate.parts(text, place);
  }
}
