package org.gaoler.filter;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.gaoler.api.Line;
import org.gaoler.api.Recogniser;
import org.gaoler.api.StepBudget;
import org.gaoler.filter.expression.Example;

/**
 * Takes a few made-up lines through a filter before the first real one: a JVM loads and links code
 * when it first runs it, and the first attacker must not wait for that.
 */
final class Rehearsal {

  private static final List<String> DATES =
      List.of("Jan  1 00:00:00 ", "2026-01-01T00:00:00.000000+00:00 ");
  private static final int TIMES = 16;
  private static final long STEPS = 20_000;

  private Rehearsal() {}

  static void of(CompiledFilter filter) {
    String content = Example.of(filter.failures().get(0), Map.of());
    String message =
        filter.prefix().isEmpty()
            ? content
            : Example.of(filter.prefix().get(0), Map.of("content", content));
    Recogniser recogniser =
        new LineRecogniser(filter, "rehearsal", Duration.ofDays(36_500), Clock.systemUTC());
    for (int i = 0; i < TIMES; i++) {
      for (String date : DATES) {
        StepBudget budget = new StepBudget(STEPS);
        Line line = new Line(date + message, OptionalLong.empty(), false, budget);
        recogniser.recognise(line, failure -> {});
      }
    }
  }
}
