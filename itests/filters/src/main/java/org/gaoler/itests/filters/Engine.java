package org.gaoler.itests.filters;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.gaoler.api.Failure;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.api.Line;
import org.gaoler.api.Recogniser;
import org.gaoler.api.Screen;
import org.gaoler.api.StepBudget;
import org.gaoler.filter.FilterLibrary;
import org.gaoler.filter.automaton.Automata;
import org.gaoler.filter.screen.AutomatonScreen;
import org.gaoler.ini.DirectoryFolder;
import org.gaoler.itests.netns.RigException;

/** Gaoler's side: the filters of a fail2ban, read and run by Gaoler. */
final class Engine {

  /** As a lane grants it to a line. */
  static final long STEPS = 2_000_000;

  private static final Duration ANY_AGE = Duration.ofSeconds(Integer.MAX_VALUE);

  private static final Automata AUTOMATA = new Automata(Long.MAX_VALUE, Runnable::run);

  private final FilterLibrary stock;
  private final FilterLibrary own;

  Engine(FailTree tree) {
    this.stock = new FilterLibrary(tree.config(), List::of, AUTOMATA);
    this.own = new FilterLibrary(tree.testConfig(), List::of, AUTOMATA);
  }

  /** With the filters of a pack alone. */
  Engine(Path pack) {
    DirectoryFolder folder = new DirectoryFolder(pack.resolve("filters"));
    this.stock = new FilterLibrary(pack.resolve("none"), () -> List.of(folder));
    this.own = stock;
  }

  /** The filter of a play. */
  Filter filter(Play play) {
    Map<String, String> parameters = new HashMap<>(play.parameters());
    parameters.putIfAbsent("usedns", "raw");
    parameters.putIfAbsent("logtimezone", Present.ZONE.getId());
    try {
      return (play.own() ? own : stock)
          .find(play.filter(), parameters)
          .orElseThrow(() -> new RigException("no filter " + play.filter()));
    } catch (Fault e) {
      throw new RigException(e.getMessage(), e);
    }
  }

  /** What decides over raw bytes whether a line can matter to a play's filter, by needles. */
  Screen needles(Play play, Filter filter) {
    return (play.own() ? own : stock).screen(List.of(filter));
  }

  /** The same once lines enough have come for an automaton. */
  Screen automaton(Play play, Filter filter) {
    Screen screen = needles(play, filter);
    for (int i = 0; i < AutomatonScreen.WORTH; i++) {
      screen.candidates(new byte[0], 0, 0);
    }
    return screen;
  }

  /** A recogniser without memory. */
  static Recogniser fresh(Filter filter) {
    return filter.recogniser("samples", ANY_AGE, Present.CLOCK);
  }

  /** What a recogniser makes of a line. */
  static List<Failure> found(Recogniser recogniser, Sample sample) {
    List<Failure> failures = new ArrayList<>();
    recogniser.recognise(
        new Line(sample.text(), sample.micros(), false, new StepBudget(STEPS)), failures::add);
    return failures;
  }

  /**
   * Has a recogniser look at a line that no daemon wrote.
   *
   * @return whether the line's budget was spent on it
   */
  static boolean spends(Recogniser recogniser, String text) {
    StepBudget budget = new StepBudget(STEPS);
    recogniser.recognise(new Line(text, OptionalLong.empty(), false, budget), failure -> {});
    return budget.spent();
  }
}
