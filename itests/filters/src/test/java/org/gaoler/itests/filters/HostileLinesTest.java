package org.gaoler.itests.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gaoler.api.Filter;
import org.gaoler.api.Recogniser;
import org.gaoler.api.Screen;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever stands in a log, a stock filter goes on. */
class HostileLinesTest {

  /** As the backends' reading threads have it. */
  private static final long STACK = 16L << 20;

  private static final Pattern OVERFLOW = Pattern.compile("[1-9]\\d* for memory");

  @TestFactory
  Stream<DynamicTest> hostileLinesStopNoFilter() {
    FailTree tree = Fail2ban.tree();
    Engine engine = new Engine(tree);
    return tree.plays().stream()
        .map(play -> DynamicTest.dynamicTest(play.title(), () -> attack(engine, play)));
  }

  private static void attack(Engine engine, Play play) throws Exception {
    FutureTask<Void> attack =
        new FutureTask<>(
            () -> {
              Filter filter = engine.filter(play);
              attack(filter, engine.automaton(play, filter), play);
              return null;
            });
    new Thread(null, attack, "lane", STACK).start();
    attack.get();
  }

  private static void attack(Filter filter, Screen screen, Play play) {
    List<String> texts = play.samples().stream().map(Sample::text).distinct().toList();
    Attack attack = new Attack(screen, Engine.fresh(filter));
    texts.forEach(text -> HostileLine.long8(text).forEach(attack::with));
    assertThat(filter.troubles()).as("overflow up to 8 KB").noneMatch(OVERFLOW.asPredicate());
    Optional<Sample> good =
        play.samples().stream()
            .filter(sample -> !Engine.found(Engine.fresh(filter), sample).isEmpty())
            .findFirst();
    for (String text : texts) {
      HostileLine.longer(text).forEach(attack::with);
      good.ifPresent(
          sample ->
              assertThat(Engine.found(attack.recogniser, sample))
                  .as(sample.place() + " after attacks with: " + text)
                  .isNotEmpty());
    }
    if (attack.spent) {
      assertThat(filter.troubles()).as("what was given up for its cost").isNotEmpty();
    }
  }

  /** Hostile lines one after the other. */
  private static final class Attack {
    private final Screen screen;
    private final Recogniser recogniser;
    private boolean spent;

    Attack(Screen screen, Recogniser recogniser) {
      this.screen = screen;
      this.recogniser = recogniser;
    }

    void with(HostileLine line) {
      screen.candidates(line.bytes(), 0, line.bytes().length);
      spent |= Engine.spends(recogniser, line.text());
    }
  }
}
