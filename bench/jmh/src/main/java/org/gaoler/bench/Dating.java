package org.gaoler.bench;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.Fault;
import org.gaoler.api.StepBudget;
import org.gaoler.filter.date.DateFinder;
import org.gaoler.filter.date.DatePatterns;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to find and read the date of a line when the template hit before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Dating {

  private static final Instant NOW = Instant.parse("2026-11-18T12:00:00Z");
  private static final String REST =
      " mx sshd[4242]: Failed password for root from 192.0.2.1 port 1";

  @Param({
    "2026-11-18T11:%02d:%02d.123456+00:00",
    "Nov 18 11:%02d:%02d",
    "[18/Nov/2026:11:%02d:%02d +0000]"
  })
  String form;

  private final String[] lines = new String[1024];
  private DateFinder finder;
  private int next;

  @Setup
  public void prepare() throws Fault {
    for (int i = 0; i < lines.length; i++) {
      lines[i] = String.format(form, i / 60, i % 60) + REST;
    }
    finder = new DateFinder(DatePatterns.templates(List.of()), ZoneOffset.UTC);
  }

  @Benchmark
  public Object find() {
    next = next + 1 & lines.length - 1;
    return finder.find(lines[next], new StepBudget(1_000_000), NOW);
  }
}
