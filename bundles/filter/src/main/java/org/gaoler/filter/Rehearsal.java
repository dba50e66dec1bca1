package org.gaoler.filter;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.gaoler.api.Line;
import org.gaoler.api.Recogniser;
import org.gaoler.api.Screen;
import org.gaoler.api.StepBudget;
import org.gaoler.filter.expression.Example;
import org.gaoler.filter.expression.Expression;
import org.gaoler.filter.screen.NeedleScreen;

/**
 * Takes made-up lines through a filter before the first real one: a JVM loads and links code when
 * it first runs it, and the first attacker must not wait for that.
 */
final class Rehearsal {

  private static final List<String> DATES =
      List.of("Jan  1 00:00:00 ", "2026-01-01T00:00:00.000000+00:00 ");
  private static final int MOST_LINES = 40;
  private static final long STEPS = 5_000;

  private Rehearsal() {}

  static void of(CompiledFilter filter) {
    Recogniser recogniser =
        new LineRecogniser(filter, "rehearsal", Duration.ofDays(36_500), Clock.systemUTC());
    Screen screen = new NeedleScreen(List.of(filter.needles()));
    int lines = 0;
    for (Expression expression : filter.failures()) {
      String message = message(filter, expression);
      for (String date : lines < MOST_LINES ? DATES : List.<String>of()) {
        String text = date + message;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (screen.candidates(bytes, 0, bytes.length) != 0) {
          StepBudget budget = new StepBudget(STEPS);
          Line line = new Line(text, OptionalLong.empty(), false, budget);
          recogniser.recognise(line, failure -> {});
        }
        lines++;
      }
    }
    recogniser.changedMemory();
  }

  private static String message(CompiledFilter filter, Expression expression) {
    String content = Example.of(expression, Map.of());
    return filter.prefix().isEmpty()
        ? content
        : Example.of(filter.prefix().get(0), Map.of("content", content));
  }
}
