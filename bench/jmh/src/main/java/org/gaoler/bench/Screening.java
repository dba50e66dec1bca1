package org.gaoler.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.Fault;
import org.gaoler.api.FilterSource;
import org.gaoler.api.Screen;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to screen a line for the filter sshd; time and bytes are those of one line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Screening {

  private static final int LINES = 4096;

  @Param({"fair", "near", "foul"})
  String lines;

  private SampleLines sample;
  private Screen screen;

  @Setup
  public void prepare() throws Fault {
    sample = SampleLines.of(lines, LINES);
    FilterSource filters = Packs.filters();
    screen = filters.screen(List.of(filters.find("sshd", Map.of()).orElseThrow()));
  }

  @Benchmark
  @OperationsPerInvocation(LINES)
  public int screen() {
    byte[] bytes = sample.bytes();
    int passed = 0;
    int start = 0;
    for (int line = 0; line < LINES; line++) {
      int end = sample.end(line);
      if (screen.candidates(bytes, start, end) != 0) {
        passed++;
      }
      start = end + 1;
    }
    return passed;
  }
}
