package org.gaoler.filter.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.gaoler.api.Fault;
import org.gaoler.api.Screen;
import org.gaoler.filter.automaton.Automata;
import org.gaoler.filter.automaton.Language;
import org.gaoler.filter.expression.Expression;
import org.gaoler.ini.Setting;
import org.junit.jupiter.api.Test;

class AutomatonScreenTest {

  private static final String NEAR_MISS = "login failed for 192.0.2.1 and 2001:db8::1";

  private final List<Runnable> ordered = new ArrayList<>();
  private final Executor later = ordered::add;

  private static Screening filter(boolean atStart, String expression) throws Fault {
    Expression compiled =
        Expression.compile(new Setting(expression, "x.conf", 3), "failregex", false, false);
    List<Expression> failures = List.of(compiled);
    return new Screening(
        Needles.of(List.of(), failures, Cut.AT_START),
        new Language(List.of(), failures, List.of(), atStart));
  }

  private static long candidates(Screen screen, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return screen.candidates(bytes, 0, bytes.length);
  }

  private static void warm(Screen screen) {
    for (int i = 0; i < AutomatonScreen.WORTH; i++) {
      candidates(screen, "nothing");
    }
  }

  @Test
  void needlesScreenUntilTheAutomatonIsThere() throws Fault {
    Screening filter = filter(true, "^login failed for <HOST>$");
    Screen screen = AutomatonScreen.of(List.of(filter), new Automata(4 << 20, later));
    assertThat(candidates(screen, NEAR_MISS)).isOne();
    assertThat(ordered).isEmpty();
    warm(screen);
    assertThat(candidates(screen, NEAR_MISS)).isOne();
    assertThat(ordered).hasSize(1);
    ordered.get(0).run();
    assertThat(candidates(screen, NEAR_MISS)).isZero();
    assertThat(candidates(screen, "login failed for 192.0.2.1")).isOne();
    assertThat(candidates(screen, "login failed for 2001:db8::1")).isOne();
    assertThat(filter.remarks()).isEmpty();
  }

  @Test
  void needlesDecideAboutFiltersThatTheAutomatonCannot() throws Fault {
    Screening decided = filter(true, "^login failed for <HOST>$");
    Screening other = filter(false, "^login failed for <HOST>$");
    Screen screen =
        AutomatonScreen.of(List.of(decided, other, decided), new Automata(4 << 20, Runnable::run));
    warm(screen);
    assertThat(candidates(screen, NEAR_MISS)).isEqualTo(0b010);
    assertThat(candidates(screen, "login failed for 192.0.2.1")).isEqualTo(0b111);
    assertThat(candidates(screen, "login")).isZero();
  }

  @Test
  void withoutMemoryNeedlesStayAndTheOperatorIsTold() throws Fault {
    Screening filter = filter(true, "^login failed for <HOST>$");
    Screen screen = AutomatonScreen.of(List.of(filter), new Automata(0, Runnable::run));
    warm(screen);
    assertThat(candidates(screen, NEAR_MISS)).isOne();
    assertThat(filter.remarks()).singleElement().asString().contains("gaoler.automata");
  }

  @Test
  void memoryOfScreensInUseIsNotGivenTwice() throws Fault {
    Screening first = filter(true, "^login failed for <HOST>$");
    Screening second = filter(true, "^login refused for <HOST>$");
    Automata automata = new Automata(4 << 20, Runnable::run);
    Screen one = AutomatonScreen.of(List.of(first), automata);
    Screen other = AutomatonScreen.of(List.of(second), automata);
    warm(one);
    warm(other);
    assertThat(candidates(one, NEAR_MISS)).isZero();
    assertThat(first.remarks()).isEmpty();
    assertThat(second.remarks()).isNotEmpty();
  }

  @Test
  void automatonSparesLinesToAnExpressionWithoutText() throws Fault {
    Screening filter = filter(true, "^\\d+ <HOST>$");
    Screen screen = AutomatonScreen.of(List.of(filter), new Automata(4 << 20, Runnable::run));
    assertThat(candidates(screen, "anything")).isOne();
    warm(screen);
    assertThat(candidates(screen, "anything")).isZero();
    assertThat(candidates(screen, "1 192.0.2.1")).isOne();
    assertThat(filter.remarks())
        .singleElement()
        .asString()
        .contains("x.conf line 3")
        .contains("^\\d+ <HOST>$")
        .contains("2,000 lines");
  }

  @Test
  void expressionThatSeesEveryLineIsToldWithAHint() throws Fault {
    assertThat(filter(false, "^\\d+ <HOST>$").remarks())
        .singleElement()
        .asString()
        .contains("x.conf line 3")
        .contains("{^LN-BEG}");
  }
}
