package org.gaoler.tester;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {

  @TempDir Path etc;
  private Bench bench;

  @BeforeEach
  void furnish() {
    bench = Bench.in(etc);
  }

  private String explained(String line, String... more) {
    String[] words = new String[3 + more.length];
    words[0] = line;
    words[1] = "door";
    words[2] = "--explain";
    System.arraycopy(more, 0, words, 3, more.length);
    return bench.test(words).out();
  }

  @Test
  void everyStepOfAMatchIsShown() {
    assertThat(explained(Bench.line("wrong code for ann from 192.0.2.7")))
        .contains(
            """
              date          "2026-11-21 01:02:03" is 2026-11-21 01:02:03
            """)
        .contains(
            """
              left           host doord[7]: wrong code for ann from 192.0.2.7
              prefregex     matches
            """)
        .contains(
            """
                            mlfid = "7"
                            content = "wrong code for ann from 192.0.2.7"
              failregex 1   matches
            """)
        .contains(
            """
                            user = "ann"
                            ip4 = "192.0.2.7"
              failure       of 192.0.2.7
            """)
        .contains("  → MATCHED  a failure\n");
  }

  @Test
  void caretStandsWhereTheNearestExpressionFails() {
    assertThat(explained(Bench.line("wrong code for ann at 192.0.2.7")))
        .contains(
            """
              failregex 1   does not match
                            ^wrong code for <F-USER>\\S+</F-USER> from <HOST>$
                            wrong code for ann at 192.0.2.7
                                               ^ nothing fits beyond here
                            1 failregex fits less of it
              → MISSED  no failregex matches
            """);
  }

  @Test
  void prefregexThatFailsIsShownAlone() {
    assertThat(explained("2026-11-21 01:02:03 host gated[7]: wrong code for ann from 192.0.2.7"))
        .contains("  prefregex     does not match\n")
        .contains("^ nothing fits beyond here")
        .doesNotContain("failregex 1   does")
        .contains("→ MISSED  prefregex does not match");
  }

  @Test
  void ignoredLineNamesTheExpression() {
    assertThat(explained(Bench.line("wrong code for tester from 192.0.2.7")))
        .contains("ignoreregex 1 matches: the line may pass")
        .contains("→ IGNORED  an ignoreregex lets it pass");
  }

  @Test
  void lineWithoutDateSaysSo() {
    assertThat(explained("host doord[7]: wrong code for ann from 192.0.2.7"))
        .contains("  date          none found\n");
  }

  @Test
  void onlyTheFirstTenAreExplainedUnlessAll() {
    String[] lines = new String[12];
    java.util.Arrays.fill(lines, Bench.line("good morning"));
    String log = bench.log(lines).toString();

    assertThat(explained(log)).contains("line 10 ").doesNotContain("line 11 ");
    assertThat(explained(log, "--all")).contains("line 12 ");
  }

  @Test
  void onlyWantedVerdictsAreExplained() {
    String log =
        bench
            .log(Bench.line("good morning"), Bench.line("wrong code for ann from 192.0.2.7"))
            .toString();

    assertThat(explained(log, "--print-matched")).contains("line 2 ").doesNotContain("line 1 ");
  }
}
