package org.gaoler.filter;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
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
  private static final int LINES = 40;
  private static final long STEPS = 5_000;

  /**
   * Code is compiled after it has run some hundred times. What the first filter has warmed need not
   * be warmed by the next ones, whose own part is small.
   */
  private static final int ROUNDS = 12;

  private final AtomicInteger rounds = new AtomicInteger(ROUNDS);

  /** Takes a filter through its lines; milliseconds, the first filter some dozens. */
  void play(CompiledFilter filter) {
    Recogniser recogniser =
        new LineRecogniser(filter, "rehearsal", Duration.ofDays(36_500), Clock.systemUTC());
    Screen screen = new NeedleScreen(List.of(filter.needles()));
    List<String> lines = lines(filter, screen);
    for (int round = Math.max(1, rounds.getAndSet(1)); round > 0; round--) {
      for (String line : lines) {
        StepBudget budget = new StepBudget(STEPS);
        recogniser.recognise(new Line(line, OptionalLong.empty(), false, budget), failure -> {});
      }
    }
    recogniser.changedMemory();
  }

  private static List<String> lines(CompiledFilter filter, Screen screen) {
    List<String> lines = new ArrayList<>();
    for (Expression expression : filter.failures()) {
      String message = message(filter, expression);
      for (String date : lines.size() < LINES ? DATES : List.<String>of()) {
        String text = date + message;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (screen.candidates(bytes, 0, bytes.length) != 0) {
          lines.add(text);
        }
      }
    }
    return lines;
  }

  private static String message(CompiledFilter filter, Expression expression) {
    String content = Example.of(expression, Map.of());
    return filter.prefix().isEmpty()
        ? content
        : Example.of(filter.prefix().get(0), Map.of("content", content));
  }
}
