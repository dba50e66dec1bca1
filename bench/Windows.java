import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.IpBlock;
import org.gaoler.core.count.CountingBudget;
import org.gaoler.core.count.Rule;

/** Counts failures of a million offenders and tells what that costs; see README.md. */
final class Windows {

  private static final Rule RULE = new Rule(5, Duration.ofDays(365));
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int SAMPLES = 1_000_000;

  private final CountingBudget budget = CountingBudget.ofHeap();
  private final org.gaoler.core.count.Windows jail =
      new org.gaoler.core.count.Windows("sshd", budget);
  private final List<Entry> effects = new ArrayList<>();
  private final long[] nanos = new long[SAMPLES];
  private final Random random = new Random(1);
  private long second;

  public static void main(String[] arguments) {
    Windows bench = new Windows();
    // the first of all are for the compiler
    for (int i = 0; i < 50_000; i++) {
      bench.count(ipv4(i % 1000));
    }
    bench.measure("first", i -> ipv4(i));
    bench.measure("again", i -> ipv4(bench.random.nextInt(SAMPLES)));
    bench.measure("evicting", i -> ipv6(i));
  }

  private interface Choice {
    IpBlock offender(int number);
  }

  private static IpBlock ipv4(int number) {
    return new IpBlock(IpBlock.Family.IPV4, 0, 0x0a000000L + number * 7L, 32);
  }

  private static IpBlock ipv6(int number) {
    return new IpBlock(IpBlock.Family.IPV6, 0x20010db8_00000000L + number, 1, 128);
  }

  private void count(IpBlock offender) {
    second++;
    String line =
        "Jan  1 00:00:00 host.example.com sshd[12345]: Failed password for invalid user admin from "
            + (int) offender.low()
            + " port 50000 ssh2";
    Mark mark = new Mark(START.plusSeconds(second), 1, line);
    jail.count(offender, mark, RULE, true, effects);
    effects.clear();
  }

  private void measure(String what, Choice choice) {
    for (int i = 0; i < SAMPLES; i++) {
      IpBlock offender = choice.offender(i);
      second++;
      String line =
          "Jan  1 00:00:00 host.example.com sshd[12345]: Failed password for invalid user admin from "
              + offender.low()
              + " port 50000 ssh2";
      Mark mark = new Mark(START.plusSeconds(second), 1, line);
      long before = System.nanoTime();
      jail.count(offender, mark, RULE, true, effects);
      nanos[i] = System.nanoTime() - before;
      effects.clear();
    }
    Arrays.sort(nanos);
    System.gc();
    Runtime heap = Runtime.getRuntime();
    System.out.printf(
        Locale.ROOT,
        "{\"bench\":\"windows\",\"what\":\"%s\",\"failures\":%d,\"median_us\":%.2f,\"p99_us\":%.2f,"
            + "\"max_ms\":%.1f,\"tracked\":%d,\"evicted\":%d,\"used_mb\":%.1f,\"budget_mb\":%.1f,"
            + "\"heap_mb\":%.1f}%n",
        what,
        SAMPLES,
        nanos[SAMPLES / 2] / 1e3,
        nanos[SAMPLES / 100 * 99] / 1e3,
        nanos[SAMPLES - 1] / 1e6,
        jail.size(),
        jail.evicted(),
        budget.used() / 1e6,
        budget.bytes() / 1e6,
        (heap.totalMemory() - heap.freeMemory()) / 1e6);
  }
}
