package org.gaoler.filter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.gaoler.api.Filter;
import org.gaoler.api.Line;
import org.gaoler.api.Screen;
import org.gaoler.api.StepBudget;
import org.gaoler.filter.expression.Example;
import org.gaoler.filter.expression.Expression;
import org.gaoler.filter.screen.NeedleScreen;

/** Makes up lines that a filter probably takes for failures. */
final class Examples {

  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss ", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx ", Locale.ENGLISH));

  /** From so many on, each further expression gets a line of one kind of date alone. */
  private static final int BOTH_KINDS = 40;

  private static final long STEPS = 20_000;

  private Examples() {}

  /** Lines of a filter, each written at one moment from {@link Filter#EXAMPLE}. */
  static List<String> of(CompiledFilter filter, Instant when) {
    Screen screen = new NeedleScreen(List.of(filter.screening().needles()));
    ZonedDateTime moment = when.atZone(filter.zone());
    List<String> lines = new ArrayList<>();
    for (Expression expression : filter.failures()) {
      String message = message(filter, expression);
      for (DateTimeFormatter date : lines.size() < BOTH_KINDS ? DATES : DATES.subList(0, 1)) {
        String text = date.format(moment) + message;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (screen.candidates(bytes, 0, bytes.length) != 0 && dated(filter, text, when)) {
          lines.add(text);
        }
      }
    }
    return lines;
  }

  /** A line without a date that the filter can read would be told as somebody's trouble. */
  private static boolean dated(CompiledFilter filter, String text, Instant when) {
    Line line = new Line(text, OptionalLong.empty(), false, new StepBudget(STEPS));
    return filter.dateOf(line, when).isPresent();
  }

  private static String message(CompiledFilter filter, Expression expression) {
    Map<String, String> from = Map.of("ip4", Filter.EXAMPLE);
    String content = Example.of(expression, from);
    return filter.prefix().isEmpty()
        ? content
        : Example.of(filter.prefix().get(0), Map.of("ip4", Filter.EXAMPLE, "content", content));
  }
}
