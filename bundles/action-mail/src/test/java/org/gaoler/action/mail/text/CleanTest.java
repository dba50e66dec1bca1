package org.gaoler.action.mail.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile text becomes plain and finite. */
final class CleanTest {

  static Stream<Arguments> hostile() {
    return Stream.of(
        Arguments.of("a\r\nBcc: b", "a Bcc: b"),
        Arguments.of("a\tb", "a b"),
        Arguments.of("a\u0000\u001b[2J", "a??[2J"),
        Arguments.of("\u202egnp.exe", "?gnp.exe"),
        Arguments.of("\ud800x", "?x"),
        Arguments.of("a\u2028b\u0085c", "a b c"),
        Arguments.of("$(x) `y` <z> \uD83D\uDE00", "$(x) `y` <z> \uD83D\uDE00"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void lineHoldsNothingThatActsOnItsReader(String text, String plain) {
    assertThat(Clean.line(text, 100)).isEqualTo(plain);
  }

  @Test
  void longLineIsCutAndSaysSo() {
    assertThat(Clean.line("x".repeat(1_000_000), 10))
        .isEqualTo("xxxxxxxxxx… (999990 more characters)");
  }

  @Test
  void longBlockIsCutAndSaysSo() {
    assertThat(Clean.block(Collections.nCopies(1000, "~!12345678"), 100, 50))
        .isEqualTo("  ~!12345678\n".repeat(4) + "  (996 more lines are left out)\n");
    assertThat(Clean.block(List.of(), 100, 50)).isEmpty();
  }
}
