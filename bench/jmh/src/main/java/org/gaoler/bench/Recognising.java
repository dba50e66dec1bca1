package org.gaoler.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.Fault;
import org.gaoler.api.Line;
import org.gaoler.api.Recogniser;
import org.gaoler.api.StepBudget;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What it costs to take a line that passed the screen through the filter sshd, its date too. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Recognising {

  private static final int LINES = 1024;
  private static final long STEPS = 1_000_000;
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-18T12:00:00Z"), ZoneOffset.UTC);

  @Param({"near", "foul"})
  String lines;

  private SampleLines sample;
  private Recogniser recogniser;

  @Setup
  public void prepare() throws Fault {
    sample = SampleLines.of(lines, LINES);
    recogniser =
        Packs.filters()
            .find("sshd", Map.of())
            .orElseThrow()
            .recogniser("bench", Duration.ofDays(1), CLOCK);
  }

  @Benchmark
  @OperationsPerInvocation(LINES)
  public void recognise(Blackhole sink) {
    for (String text : sample.texts()) {
      recogniser.recognise(
          new Line(text, OptionalLong.empty(), false, new StepBudget(STEPS)), sink::consume);
    }
  }
}
