package org.gaoler.itests.filters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gaoler.api.Recogniser;
import org.gaoler.itests.netns.RigException;

/** Takes all annotated sample lines of a fail2ban through its own filters, run by Gaoler. */
public final class SampleSuite {

  private final Map<String, Integer> checks = new TreeMap<>();
  private final List<String> misses = new ArrayList<>();

  private SampleSuite() {}

  /**
   * Prints each check that fails, and how many there are.
   *
   * @param arguments where a fail2ban package was unpacked, or a source tree; then the filters to
   *     take, all by default
   */
  public static void main(String[] arguments) {
    Path root = arguments.length > 0 ? Path.of(arguments[0]) : FailTree.unpacked();
    List<String> wanted =
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    SampleSuite suite = of(FailTree.at(root), wanted);
    suite.misses.forEach(System.out::println);
    System.out.println(suite);
    System.exit(suite.misses.isEmpty() ? 0 : 1);
  }

  /**
   * Runs the suite.
   *
   * @param tree which fail2ban
   * @param wanted names of filters; none for all
   * @return what came of it
   */
  static SampleSuite of(FailTree tree, List<String> wanted) {
    SampleSuite suite = new SampleSuite();
    Engine engine = new Engine(tree);
    for (Play play : tree.plays()) {
      if (wanted.isEmpty() || wanted.contains(play.filter())) {
        suite.play(engine, play);
      }
    }
    return suite;
  }

  private void play(Engine engine, Play play) {
    checks.merge(play.filter(), play.samples().size(), Integer::sum);
    Recogniser recogniser;
    try {
      recogniser = Engine.fresh(engine.filter(play));
    } catch (RigException e) {
      // not one check of the filter can pass
      play.samples().forEach(sample -> miss(play, sample, e.getMessage()));
      return;
    }
    for (Sample sample : play.samples()) {
      Expectation.judge(sample, Engine.found(recogniser, sample))
          .ifPresent(wrong -> miss(play, sample, wrong));
    }
  }

  private void miss(Play play, Sample sample, String wrong) {
    misses.add(
        "%s at %s: %s\n    %s".formatted(play.title(), sample.place(), wrong, sample.text()));
  }

  /** How many line checks there are. */
  int checks() {
    return checks.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The checks that failed, one text each. */
  List<String> misses() {
    return misses;
  }

  @Override
  public String toString() {
    return "%d filters: %d of %d line checks pass"
        .formatted(checks.size(), checks() - misses.size(), checks());
  }
}
