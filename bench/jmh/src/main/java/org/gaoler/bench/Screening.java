package org.gaoler.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.api.FilterSource;
import org.gaoler.api.Screen;
import org.gaoler.filter.automaton.Automata;
import org.gaoler.filter.screen.AutomatonScreen;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to screen a line for the filter sshd, alone or beside 19 others; time and bytes are
 * those of one line.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Screening {

  private static final int LINES = 4096;

  @Param({"fair", "near", "foul"})
  String lines;

  @Param({"needles", "automaton"})
  String by;

  @Param({"1", "20"})
  int filters;

  private SampleLines sample;
  private Screen screen;

  @Setup
  public void prepare() throws Fault {
    sample = SampleLines.of(lines, LINES);
    long memory = by.equals("needles") ? 0 : Automata.USUAL;
    FilterSource source = Packs.filters(new Automata(memory, Runnable::run));
    List<Filter> together = new ArrayList<>(List.of(source.find("sshd", Map.of()).orElseThrow()));
    while (together.size() < filters) {
      together.add(source.find("sshd", door(together.size())).orElseThrow());
    }
    screen = source.screen(together);
    for (int line = 0; line < AutomatonScreen.WORTH; line++) {
      screen.candidates(sample.bytes(), 0, sample.end(0));
    }
  }

  /** Turns the filter into one for another program. */
  private static Map<String, String> door(int number) {
    return Map.of(
        "prefregex",
        "^\\s*\\S+ door" + number + "\\[\\d+\\]: <F-CONTENT>.+</F-CONTENT>$",
        "failregex",
        "^wrong code " + number + " for <F-USER>\\S+</F-USER> from <HOST>$");
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
