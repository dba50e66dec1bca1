package org.gaoler.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecordsTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Offender SOMEBODY = Offender.parse("2001:db8::1");

  @Test
  void faultsAreOneLineWhateverTheyQuote() {
    Fault fault = new Fault("  cannot read\r\nx.cfg:\t\tline\u000b3\u0000is \u001b[31mred\n");

    assertThat(fault).hasMessage("cannot read x.cfg: line 3 is [31mred");
  }

  @Test
  void faultsKeepTheirCause() {
    Exception cause = new IllegalStateException("because");

    assertThat(new Fault("a\nb", cause)).hasMessage("a b").hasCause(cause);
  }

  @Test
  void failuresWeighOneOrMore() {
    assertThat(failure(1).weight()).isEqualTo(1);
    assertThatThrownBy(() -> failure(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0");
    assertThatThrownBy(() -> failure(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Failure failure(int weight) {
    return new Failure(SOMEBODY, NOW, Optional.empty(), Map.of(), weight, List.of());
  }

  @Test
  void failuresDoNotChangeWithWhatTheyWereMadeOf() {
    List<String> lines = new ArrayList<>(List.of("one"));
    Map<String, String> fields = new HashMap<>(Map.of("port", "22"));
    Failure failure = new Failure(SOMEBODY, NOW, Optional.empty(), fields, 1, lines);

    lines.add("two");
    fields.clear();

    assertThat(failure.lines()).containsExactly("one");
    assertThat(failure.fields()).containsEntry("port", "22");
  }

  @Test
  void otherRecordsDoNotChangeEither() {
    List<String> words = new ArrayList<>(List.of("iptables"));
    Teardown.Step step = new Teardown.Step(words, "");
    List<Teardown.Step> steps = new ArrayList<>(List.of(step));
    Teardown teardown = new Teardown(steps);
    Map<String, String> options = new HashMap<>(Map.of("port", "ssh"));
    EnforcerFactory.Order order = new EnforcerFactory.Order("sshd", "iptables", options);
    List<BanStore.Mark> marks = new ArrayList<>(List.of(new BanStore.Mark(NOW, 1, "line")));
    BanStore.Window window = new BanStore.Window("sshd", SOMEBODY, marks);

    words.clear();
    steps.clear();
    options.clear();
    marks.clear();

    assertThat(step.arguments()).containsExactly("iptables");
    assertThat(teardown.steps()).containsExactly(step);
    assertThat(order.options()).containsEntry("port", "ssh");
    assertThat(window.marks()).hasSize(1);
  }

  @Test
  void sentencesAreInForceUntilTheirEnd() {
    Sentence sentence = sentence(NOW.plusSeconds(600));

    assertThat(sentence.inForce(NOW)).isTrue();
    assertThat(sentence.inForce(NOW.plusSeconds(599))).isTrue();
    assertThat(sentence.inForce(NOW.plusSeconds(600))).isFalse();
    assertThat(sentence.permanent()).isFalse();
    assertThat(sentence(TimeSpan.PERMANENT.after(NOW)).permanent()).isTrue();
  }

  private static Sentence sentence(Instant until) {
    return new Sentence("sshd", SOMEBODY, NOW, until, Sentence.Origin.LOG, "5 failures", List.of());
  }

  @Test
  void budgetsEndAfterTheirSteps() {
    StepBudget budget = new StepBudget(3);

    budget.step();
    budget.step();
    assertThat(budget.spent()).isFalse();
    budget.step();

    assertThat(budget.spent()).isTrue();
    assertThatThrownBy(budget::step).isInstanceOf(StepBudget.Spent.class);
    assertThatThrownBy(budget::step).isInstanceOf(StepBudget.Spent.class);
  }

  @Test
  void spentBudgetsCostNoStackTrace() {
    StepBudget budget = new StepBudget(1);
    budget.step();

    assertThatThrownBy(budget::step)
        .satisfies(spent -> assertThat(spent.getStackTrace()).isEmpty());
  }

  @Test
  void positionsReachThoseBeforeThemInTheSameThing() {
    Position position = new Position("8:1#64:abc", 100);

    assertThat(position.reaches(new Position("8:1#32:def", 99))).isTrue();
    assertThat(position.reaches(new Position("8:1", 100))).isTrue();
    assertThat(position.reaches(position)).isTrue();
    assertThat(position.reaches(new Position("8:1#64:abc", 101))).isFalse();
    assertThat(position.reaches(new Position("8:2#64:abc", 1))).isFalse();
    assertThat(position.reaches(new Position("8:1x#64:abc", 1))).isFalse();
  }
}
