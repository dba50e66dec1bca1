package org.gaoler.itests.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

  private static final Path CORPUS = Path.of("src/test/corpus");
  private static final String ATTACKER = "203.0.113.5";
  private static final String HONEST = "alice";

  /** A line with a place for a name, and the filter for it. */
  private record Trap(Play play, String line) {

    String title() {
      return play.title() + ": " + line;
    }

    List<String> blamed(Filter filter, String name) {
      boolean journal = "journal".equals(play.parameters().get("logtype"));
      Sample sample = new Sample("", 0, line.replace("NAME", name), journal, Map.of());
      return Engine.found(Engine.fresh(filter), sample).stream()
          .map(failure -> failure.offender().toString())
          .distinct()
          .toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> nobodyElseIsBlamed() {
    Engine engine = new Engine(Fail2ban.tree());
    List<String> names = names("hostile-names.txt");
    return traps().stream()
        .map(trap -> DynamicTest.dynamicTest(trap.title(), () -> spring(engine, trap, names)));
  }

  @TestFactory
  Stream<DynamicTest> ownPackIsNotFooledByMoreEither() {
    Engine engine = new Engine(Places.home().resolve("bundles/filters-ssh/src/main/resources"));
    List<String> names = names("hostile-names.txt", "sshd-names.txt");
    return traps().stream()
        .filter(trap -> trap.play().filter().equals("sshd"))
        .map(trap -> DynamicTest.dynamicTest(trap.title(), () -> spring(engine, trap, names)));
  }

  private static void spring(Engine engine, Trap trap, List<String> names) {
    Filter filter = engine.filter(trap.play());
    assertThat(trap.blamed(filter, HONEST)).as("with an honest name").containsExactly(ATTACKER);
    assertThat(
            names.stream()
                .filter(name -> !List.of(ATTACKER).containsAll(trap.blamed(filter, name))))
        .as("names that blame somebody else")
        .isEmpty();
  }

  private static List<Trap> traps() {
    List<Trap> traps = new ArrayList<>();
    Play play = new Play("", false, Map.of(), List.of());
    for (String line : lines("injection.txt")) {
      if (line.startsWith("[") && line.matches("\\[[\\w-]+( \\w+=\\w+)*]")) {
        play = play(line.substring(1, line.length() - 1).split(" "));
      } else {
        traps.add(new Trap(play, line));
      }
    }
    return traps;
  }

  private static Play play(String[] words) {
    Map<String, String> parameters = new TreeMap<>(Map.of("usedns", "no"));
    for (String word : List.of(words).subList(1, words.length)) {
      parameters.put(word.split("=")[0], word.split("=")[1]);
    }
    return new Play(words[0], false, parameters, List.of());
  }

  private static List<String> names(String... files) {
    List<String> names = new ArrayList<>();
    for (String file : files) {
      for (String name : lines(file)) {
        names.add(name);
        names.add(name.replace("198.51.100.9", "2001:db8::bad"));
      }
    }
    return names;
  }

  private static List<String> lines(String file) {
    return FailTree.text(CORPUS.resolve(file))
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }
}
