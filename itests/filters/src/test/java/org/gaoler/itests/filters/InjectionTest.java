package org.gaoler.itests.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gaoler.api.Filter;
import org.gaoler.itests.netns.Places;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whoever writes somebody else's address into a name does not get somebody else banned. */
class InjectionTest {

  private static final String ATTACKER = "203.0.113.5";
  private static final String HONEST = "alice";

  /** A line with a place for a name, and the filter for it. */
  private record Trap(Play play, String line) {

    String title() {
      return play.title() + ": " + line;
    }

    List<String> blamed(Filter filter, String name) {
      boolean journal = "journal".equals(play.parameters().get("logtype"));
      String text = line.replace(OwnCorpus.NAME, name);
      Sample sample = new Sample("", 0, text, journal, Map.of());
      return Engine.found(Engine.fresh(filter), sample).stream()
          .map(failure -> failure.offender().toString())
          .distinct()
          .toList();
    }

    boolean fools(Filter filter, String name) {
      return !List.of(ATTACKER).containsAll(blamed(filter, name));
    }
  }

  @TestFactory
  Stream<DynamicTest> nobodyElseIsBlamed() {
    Engine engine = new Engine(Fail2ban.tree());
    List<String> names = OwnCorpus.names("hostile-names.txt");
    return traps().stream()
        .map(trap -> DynamicTest.dynamicTest(trap.title(), () -> spring(engine, trap, names)));
  }

  @TestFactory
  Stream<DynamicTest> ownPackIsNotFooledByMoreEither() {
    Engine engine = new Engine(Places.home().resolve("bundles/filters-ssh/src/main/resources"));
    List<String> names = OwnCorpus.names("hostile-names.txt", "sshd-names.txt");
    return traps().stream()
        .filter(trap -> trap.play().filter().equals("sshd"))
        .map(trap -> DynamicTest.dynamicTest(trap.title(), () -> spring(engine, trap, names)));
  }

  private static void spring(Engine engine, Trap trap, List<String> names) {
    Map<String, String> parameters = new TreeMap<>(trap.play().parameters());
    parameters.put("usedns", "no");
    Filter filter = engine.filter(new Play(trap.play().filter(), false, parameters, List.of()));
    assertThat(trap.blamed(filter, HONEST)).as("with an honest name").containsExactly(ATTACKER);
    assertThat(names.stream().filter(name -> trap.fools(filter, name)))
        .as("names that blame somebody else")
        .isEmpty();
  }

  private static List<Trap> traps() {
    List<Trap> traps = new ArrayList<>();
    for (Play play : OwnCorpus.injections()) {
      play.samples().forEach(sample -> traps.add(new Trap(play, sample.text())));
    }
    return traps;
  }
}
