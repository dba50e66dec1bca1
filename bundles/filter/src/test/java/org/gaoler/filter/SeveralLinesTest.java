package org.gaoler.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.gaoler.api.Failure;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.api.Recogniser;
import org.gaoler.api.Screen;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions that span several lines. */
class SeveralLinesTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T21:45:00Z"), ZoneOffset.UTC);

  @TempDir Path etc;
  private FilterFiles files;
  private Recogniser recogniser;

  @BeforeEach
  void readFilter() throws Fault {
    files = new FilterFiles(etc);
    recogniser = recogniser(gate("3"));
  }

  private Filter gate(String maxLines) throws Fault {
    files.write(
        "gate.conf",
        "[Definition]",
        "failregex = ^gate: visitor <HOST>$<SKIPLINES>^gate: turned <F-USER>\\w+</F-USER> away$",
        "ignoreregex = gate: turned friend away$",
        "maxlines = " + maxLines,
        "datepattern = {NONE}");
    return files.find("gate");
  }

  private static Recogniser recogniser(Filter filter) {
    return filter.recogniser("test", Duration.ofMinutes(10), CLOCK);
  }

  private List<Failure> line(String text) {
    return FilterFiles.found(recogniser, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.9", "2001:db8::9"})
  void matchOverTwoLinesIsAFailureWithBothAsEvidence(String address) {
    assertThat(line("gate: visitor " + address)).isEmpty();

    Failure failure = line("gate: turned al away").get(0);

    assertThat(failure.offender()).hasToString(address);
    assertThat(failure.user()).contains("al");
    assertThat(failure.lines()).containsExactly("gate: visitor " + address, "gate: turned al away");
    assertThat(failure.fields()).doesNotContainKey("skiplines0");
  }

  @Test
  void skippedLineStaysForTheNextMatch() {
    line("gate: visitor 192.0.2.1");
    line("gate: visitor 192.0.2.2");

    Failure first = line("gate: turned al away").get(0);
    assertThat(first.offender()).hasToString("192.0.2.1");
    assertThat(first.lines()).containsExactly("gate: visitor 192.0.2.1", "gate: turned al away");

    assertThat(line("gate: turned bo away").get(0).offender()).hasToString("192.0.2.2");
  }

  @Test
  void usedLinesDoNotMatchAgain() {
    line("gate: visitor 192.0.2.1");
    line("gate: turned al away");

    assertThat(line("gate: turned al away")).isEmpty();
  }

  @Test
  void lineFartherBackThanMaxlinesIsForgotten() {
    line("gate: visitor 192.0.2.1");
    line("other");
    line("other");

    assertThat(line("gate: turned al away")).isEmpty();
  }

  @Test
  void ignoreregexLooksAtTheMatchedLinesAndUsesThemUp() {
    line("gate: visitor 192.0.2.1");
    assertThat(line("gate: turned friend away")).isEmpty();
    assertThat(line("gate: turned al away")).isEmpty();
  }

  @Test
  void linesOfDifferentLengthAndAlphabetAreKeptApart() {
    line("gate: visitor 192.0.2.1");
    line("überall é");

    assertThat(line("gate: turned al away").get(0).offender()).hasToString("192.0.2.1");
  }

  @Test
  void longLinesPushOutOlderOnes() throws Fault {
    recogniser = recogniser(gate("100"));
    line("gate: visitor 192.0.2.1");
    for (int i = 0; i < 10; i++) {
      line("x".repeat(30_000));
    }

    assertThat(line("gate: turned al away")).isEmpty();
    assertThat(recogniser.changedMemory().orElseThrow().length()).isLessThan(600_000);
  }

  @Test
  void waitingLinesSurviveARestart() throws Fault {
    line("gate: visitor 192.0.2.1");
    String memory = recogniser.changedMemory().orElseThrow();
    assertThat(recogniser.changedMemory()).isEmpty();

    recogniser = recogniser(gate("3"));
    recogniser.restore(memory);

    assertThat(line("gate: turned al away").get(0).offender()).hasToString("192.0.2.1");
  }

  @Test
  void screenLetsEveryPartOfAMatchThrough() throws Fault {
    Screen screen = files.library().screen(List.of(gate("3")));

    for (String line : List.of("gate: visitor 192.0.2.1", "gate: turned al away")) {
      byte[] bytes = line.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      assertThat(screen.candidates(bytes, 0, bytes.length)).as(line).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "1001", "99999999999"})
  void impossibleNumberOfLinesIsRefusedWithItsPlace(String number) {
    assertThatThrownBy(() -> gate(number))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("gate.conf line 4")
        .hasMessageContaining(number)
        .hasMessageContaining("1 to 1000");
  }
}
