package org.gaoler.itests.filters;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.gaoler.api.Filter;
import org.gaoler.api.Line;
import org.gaoler.api.Recogniser;
import org.gaoler.api.StepBudget;

/** Measures what the worst lines cost: each with its own filter, then with all filters at once. */
public final class HostileBench {

  /** As the backends' reading threads have it. */
  private static final long STACK = 16L << 20;

  /** Processor time: other work on the machine does not count. */
  private static final ThreadMXBean TIMES = ManagementFactory.getThreadMXBean();

  private static final int WORST = 20;

  /** Above this a line is measured again: code is compiled and garbage collected meanwhile. */
  private static final double SUSPICIOUS = 5;

  private final FailTree tree;
  private final List<String> wanted;
  private final List<Cost> costs = new ArrayList<>();
  private int lines;
  private int spent;

  /** What a line cost. */
  private record Cost(double millis, boolean spent, String title, HostileLine line) {

    String row() {
      return "%8.2f ms%s  %s: %s".formatted(millis, spent ? " (given up)" : "", title, line.how());
    }
  }

  private HostileBench(FailTree tree, List<String> wanted) {
    this.tree = tree;
    this.wanted = wanted;
  }

  /**
   * Prints the worst times.
   *
   * @param arguments where a fail2ban package was unpacked, or a source tree; by default where
   *     verify unpacks it; then the filters to measure, all by default
   * @throws InterruptedException if told to end
   */
  public static void main(String[] arguments) throws InterruptedException {
    Path root = arguments.length > 0 ? Path.of(arguments[0]) : FailTree.unpacked();
    List<String> wanted = Stream.of(arguments).skip(1).toList();
    HostileBench bench = new HostileBench(FailTree.at(root), wanted);
    Thread lane = new Thread(null, bench::run, "lane", STACK);
    lane.start();
    lane.join();
  }

  private void run() {
    Engine engine = new Engine(tree);
    List<Play> plays = tree.plays();
    List<Play> chosen = plays.stream().filter(this::wanted).toList();
    chosen.forEach(play -> measure(engine, play, 10));
    costs.clear();
    lines = 0;
    spent = 0;
    chosen.forEach(play -> measure(engine, play, 1));
    System.out.println(lines + " hostile lines, " + spent + " given up, the worst:");
    worst().forEach(cost -> System.out.println(cost.row()));
    together(engine, plays);
  }

  private boolean wanted(Play play) {
    return !play.own() && (wanted.isEmpty() || wanted.contains(play.filter()));
  }

  private List<Cost> worst() {
    return costs.stream()
        .sorted(Comparator.comparing(Cost::millis).reversed())
        .limit(WORST)
        .toList();
  }

  /** One of so many lines through their own filter. */
  private void measure(Engine engine, Play play, int oneOf) {
    Recogniser recogniser = Engine.fresh(engine.filter(play));
    Set<String> texts = new LinkedHashSet<>();
    play.samples().forEach(sample -> texts.add(sample.text()));
    int number = 0;
    for (String text : texts) {
      if (number++ % oneOf == 0) {
        for (HostileLine line : HostileLine.all(text)) {
          add(cost(List.of(recogniser), play.title(), line));
        }
      }
    }
  }

  private void add(Cost cost) {
    lines++;
    spent += cost.spent() ? 1 : 0;
    costs.add(cost);
    if (costs.size() > 10 * WORST) {
      costs.retainAll(worst());
    }
  }

  private static Cost cost(List<Recogniser> recognisers, String title, HostileLine line) {
    Cost best = once(recognisers, title, line);
    for (int i = 0; i < 3 && best.millis() > SUSPICIOUS; i++) {
      Cost again = once(recognisers, title, line);
      best = again.millis() < best.millis() ? again : best;
    }
    return best;
  }

  private static Cost once(List<Recogniser> recognisers, String title, HostileLine line) {
    StepBudget budget = new StepBudget(Engine.STEPS);
    Line text = new Line(line.text(), OptionalLong.empty(), false, budget);
    long start = TIMES.getCurrentThreadCpuTime();
    recognisers.forEach(recogniser -> recogniser.recognise(text, failure -> {}));
    double millis = (TIMES.getCurrentThreadCpuTime() - start) / 1e6;
    return new Cost(millis, budget.spent(), title, line);
  }

  /** The worst lines once more, for all stock filters with one budget, as jails share it. */
  private void together(Engine engine, List<Play> plays) {
    List<Recogniser> all = new ArrayList<>();
    for (Play play : plays) {
      if (!play.own() && play.parameters().isEmpty()) {
        Filter filter = engine.filter(play);
        all.add(Engine.fresh(filter));
      }
    }
    List<HostileLine> hardest = worst().stream().map(Cost::line).toList();
    hardest.forEach(line -> cost(all, "", line));
    System.out.println("the same lines for " + all.size() + " jails together:");
    hardest.stream()
        .map(line -> cost(all, all.size() + " jails", line))
        .sorted(Comparator.comparing(Cost::millis).reversed())
        .forEach(cost -> System.out.println(cost.row()));
  }
}
