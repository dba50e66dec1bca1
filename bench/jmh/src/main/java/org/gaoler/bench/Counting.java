package org.gaoler.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.IpBlock;
import org.gaoler.core.count.CountingBudget;
import org.gaoler.core.count.Rule;
import org.gaoler.core.count.Windows;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to count a failure of one of so many offenders. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Counting {

  private static final Rule RULE = new Rule(5, Duration.ofMinutes(10));
  private static final Instant START = Instant.parse("2026-11-18T11:00:00Z");
  private static final int COMMON = 0x9E3779B1;

  @Param({"1000", "100000"})
  int offenders;

  private final List<Entry> effects = new ArrayList<>();
  private Windows windows;
  private long count;

  @Setup
  public void prepare() {
    windows = new Windows("sshd", CountingBudget.ofHeap());
  }

  @Benchmark
  public Object count() {
    count++;
    int number = Integer.remainderUnsigned((int) count * COMMON, offenders);
    IpBlock offender = new IpBlock(IpBlock.Family.IPV4, 0, 0xc612_0000L + number, 32);
    Mark mark = new Mark(START.plusMillis(count), 1, "Failed password for root from 198.18.0.1");
    Object tally = windows.count(offender, mark, RULE, true, effects);
    effects.clear();
    return tally;
  }
}
