package org.gaoler.itests.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.FutureTask;
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
              attack(filter, engine.screen(play, filter), play);
              return null;
            });
    new Thread(null, attack, "lane", STACK).start();
    attack.get();
  }

  private static void attack(Filter filter, Screen screen, Play play) {
    Recogniser recogniser = Engine.fresh(filter);
    Optional<Sample> good =
        play.samples().stream()
            .filter(sample -> !Engine.found(Engine.fresh(filter), sample).isEmpty())
            .findFirst();
    for (String text : play.samples().stream().map(Sample::text).distinct().toList()) {
      for (HostileLine hostile : HostileLine.several(text)) {
        screen.candidates(hostile.bytes(), 0, hostile.bytes().length);
        Engine.found(recogniser, hostile.text());
      }
      good.ifPresent(
          sample ->
              assertThat(Engine.found(recogniser, sample))
                  .as(sample.place() + " after attacks with: " + text)
                  .isNotEmpty());
    }
  }
}
