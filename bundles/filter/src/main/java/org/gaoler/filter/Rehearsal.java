package org.gaoler.filter;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaoler.api.Line;
import org.gaoler.api.Recogniser;
import org.gaoler.api.StepBudget;

/**
 * Takes made-up lines through a filter before the first real one: a JVM loads and links code when
 * it first runs it, and the first attacker must not wait for that.
 */
final class Rehearsal {

  private static final long STEPS = 5_000;

  /**
   * Code is compiled after it has run some hundred times. What the first filter has warmed need not
   * be warmed by the next ones, whose own part is small.
   */
  private static final int ROUNDS = 2;

  private final AtomicInteger rounds = new AtomicInteger(ROUNDS);

  /** Takes a filter through its lines; milliseconds, the first filter some dozens. */
  void play(CompiledFilter filter) {
    Clock clock = Clock.systemUTC();
    Recogniser recogniser = new LineRecogniser(filter, "rehearsal", Duration.ofDays(1), clock);
    List<String> lines = Examples.of(filter, clock.instant());
    for (int round = Math.max(1, rounds.getAndSet(1)); round > 0; round--) {
      for (String line : lines) {
        StepBudget budget = new StepBudget(STEPS);
        recogniser.recognise(new Line(line, OptionalLong.empty(), false, budget), failure -> {});
      }
    }
    recogniser.changedMemory();
  }
}
