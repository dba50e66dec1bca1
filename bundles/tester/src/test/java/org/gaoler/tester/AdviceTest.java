package org.gaoler.tester;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdviceTest {

  @TempDir Path etc;
  private Bench bench;

  @BeforeEach
  void furnish() {
    bench = Bench.in(etc);
  }

  private String advice(String line, String... words) {
    String[] all = new String[1 + words.length];
    all[0] = line;
    System.arraycopy(words, 0, all, 1, words.length);
    String[] lines = bench.test(all).out().split("\n");
    return lines[lines.length - 1];
  }

  @Test
  void otherDaemonIsNamed() {
    assertThat(
            advice("2026-11-21 01:02:03 host gated[7]: wrong code for ann from 192.0.2.7", "door"))
        .startsWith("nothing matched: prefregex fits no line")
        .contains("\"gated\"");
  }

  @Test
  void hostNameIsNamed() {
    assertThat(
            advice(Bench.line("wrong code for ann from a.example.com"), "door", "--usedns", "no"))
        .contains("usedns");
  }

  @Test
  void missingDateIsNamed() {
    assertThat(advice("one fine day: hello", "door")).contains("no line has a date");
  }

  @Test
  void modeThatWouldMatchIsNamed() {
    assertThat(advice(Bench.line("no key from 192.0.2.7 at aggressive"), "door"))
        .contains("mode=aggressive");
  }

  @Test
  void linesLetPassAreNamed() {
    assertThat(advice(Bench.line("wrong code for tester from 192.0.2.7"), "door"))
        .contains("ignoreregex");
  }

  @Test
  void dateInTheFutureIsNamed() {
    assertThat(advice("2026-11-22 01:02:03 h doord[7]: wrong code for ann from 192.0.2.7", "door"))
        .contains("the latest date lies in the future");
  }

  @Test
  void allIsWellNeedsNoAdvice() {
    assertThat(advice(Bench.line("wrong code for ann from 192.0.2.7"), "door"))
        .startsWith("1 failure of 1 address");
  }
}
