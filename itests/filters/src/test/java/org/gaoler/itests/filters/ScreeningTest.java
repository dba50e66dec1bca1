package org.gaoler.itests.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.gaoler.api.Failure;
import org.gaoler.api.Filter;
import org.gaoler.api.Recogniser;
import org.gaoler.api.Screen;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Screening of raw lines must not change what any stock filter recognises. */
class ScreeningTest {

  private interface Screening {
    Screen of(Engine engine, Play play, Filter filter);
  }

  @TestFactory
  Stream<DynamicTest> needlesChangeNothing() {
    return tests(Engine::needles);
  }

  @TestFactory
  Stream<DynamicTest> automataChangeNothing() {
    return tests(Engine::automaton);
  }

  private static Stream<DynamicTest> tests(Screening screening) {
    FailTree tree = Fail2ban.tree();
    Engine engine = new Engine(tree);
    return tree.plays().stream()
        .map(play -> DynamicTest.dynamicTest(play.title(), () -> screen(engine, play, screening)));
  }

  private static void screen(Engine engine, Play play, Screening screening) {
    Filter filter = engine.filter(play);
    Screen screen = screening.of(engine, play, filter);
    Recogniser open = Engine.fresh(filter);
    Recogniser screened = Engine.fresh(filter);
    Tryout tryout = new Tryout(filter);
    for (Sample sample : play.samples()) {
      List<Failure> expected = Engine.found(open, sample);
      byte[] bytes = ("\n" + sample.text() + "\n").getBytes(StandardCharsets.UTF_8);
      boolean passes = screen.candidates(bytes, 1, bytes.length - 1) != 0;
      // also what only tells a session, or is the beginning of something
      if (!tryout.take(sample).isEmpty()) {
        assertThat(passes).as("passes: " + sample.text()).isTrue();
      }
      List<Failure> actual = passes ? Engine.found(screened, sample) : List.of();
      assertThat(actual).as(sample.place() + ": " + sample.text()).isEqualTo(expected);
    }
  }
}
