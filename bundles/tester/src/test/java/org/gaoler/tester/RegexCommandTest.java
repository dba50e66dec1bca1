package org.gaoler.tester;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexCommandTest {

  private static final String HIT = Bench.line("wrong code for ann from 192.0.2.7");

  @TempDir Path etc;
  private Bench bench;

  @BeforeEach
  void furnish() {
    bench = Bench.in(etc);
  }

  private static String timeless(String out) {
    return out.replaceAll("processed in [\\d.]+ sec", "processed in N sec");
  }

  @Test
  void layoutIsTheOneThatScriptsKnow() {
    String log = bench.log(HIT, "# a comment", "", "nothing").toString();

    Bench.Said said = bench.regex("-c", etc.toString(), log, "door");

    assertThat(said.status()).isZero();
    assertThat(timeless(said.out()))
        .isEqualTo(
            """

            Running tests
            =============

            Use      filter file : door, basedir: ETC
            Use      datepattern : {^LN-BEG} : Default Detectors
            Use         log file : LOG
            Use         encoding : UTF-8


            Results
            =======

            Prefregex: 1 total
            |  ^\\s*\\S+ doord\\[(?P<mlfid>\\d+)\\]: (?P<content>.+)$
            `-

            Failregex: 1 total
            |-  #) [# of hits] regular expression
            |   1) [1] ^wrong code for <F-USER>\\S+</F-USER> from <HOST>$
            `-

            Ignoreregex: 0 total

            Date template hits:
            |- [# of hits] date format
            |  [1] {^LN-BEG}ExYear(?P<_sep>[-/.])Month(?P=_sep)Day(?:T|  ?)24hour:Minute:Second(?:[.,]Microseconds)?(?:\\s*Zone offset)?
            `-

            Lines: 2 lines, 0 ignored, 1 matched, 1 missed
            [processed in N sec]

            |- Missed line(s):
            |  nothing
            `-
            """
                .replace("ETC", etc.toString())
                .replace("LOG", log));
  }

  @Test
  void verboseListsEveryExpressionAndHit() {
    assertThat(bench.regex("-v", "-c", etc.toString(), HIT, "door").out())
        .contains("|      {'mlfid': '7', 'content': 'wrong code for ann from 192.0.2.7'}\n")
        .contains("|      192.0.2.7  Sat Nov 21 01:02:03 2026\n")
        .contains("|   2) [0] ^no key from <HOST> at front$\n");
  }

  @ParameterizedTest
  @CsvSource({
    "id, 192.0.2.7",
    "ip, 192.0.2.7",
    "user, ann",
    "nosuch, None",
    "<F-USER>@<ip>, ann@192.0.2.7",
  })
  void outPrintsThatAlone(String token, String printed) {
    assertThat(bench.regex("-o", token, "-c", etc.toString(), HIT, "door").out())
        .isEqualTo(printed + "\n");
  }

  @Test
  void rowIsPython() {
    assertThat(bench.regex("-o", "row", "-c", etc.toString(), HIT, "door").out())
        .startsWith("['192.0.2.7',\t")
        .contains(".0,\t{'mlfid': '7', 'user': 'ann', 'ip4': '192.0.2.7', 'users': {'ann'}}],\n");
  }

  @Test
  void messageIsTheWholeLine() {
    assertThat(bench.regex("-o", "msg", "-c", etc.toString(), HIT, "door").out())
        .isEqualTo(HIT + "\n");
  }

  @Test
  void invertedOutputIsTheOtherLines() {
    String log = bench.log(HIT, "other").toString();

    assertThat(bench.regex("-i", "-o", "msg", "-c", etc.toString(), log, "door").out())
        .isEqualTo("other\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.9", "2001:db8::9"})
  void expressionWorksWithoutFile(String address) {
    assertThat(bench.regex("-o", "ip", "from " + address, "^from <HOST>$").out())
        .isEqualTo(address + "\n");
  }

  @Test
  void manyLinesAreOnlyCounted() {
    String[] lines = new String[20];
    java.util.Arrays.fill(lines, "nothing");
    String log = bench.log(lines).toString();

    assertThat(bench.regex(log, "x<HOST>").out())
        .contains(
            "Missed line(s): too many to print.  Use --print-all-missed to print all 20 lines\n");
    assertThat(bench.regex(log, "x<HOST>", "--print-no-missed").out())
        .doesNotContain("Missed line");
    assertThat(bench.regex(log, "x<HOST>", "--print-all-missed").out())
        .contains("|- Missed line(s):");
  }

  @Test
  void mistakesHaveItsStatus() {
    assertThat(bench.regex("only one").status()).isEqualTo(255);
    assertThat(bench.regex("only one").err()).contains("ERROR: provide both <LOG> and <REGEX>.");
    assertThat(bench.regex("a", "no host").status()).isEqualTo(255);
    assertThat(bench.regex("a", "no host").out())
        .contains("ERROR: No failure-id group in 'no host'");
    assertThat(bench.regex("a", "(<HOST>").status()).isEqualTo(255);
    assertThat(bench.regex("a", "<HOST>", "--nosuch").status()).isEqualTo(2);
    assertThat(bench.regex("a", "b", "--print-no-missed", "--print-all-missed").status())
        .isEqualTo(255);
  }

  @Test
  void lastLineWithoutEndIsStillBeingWritten() {
    String log = Bench.write(etc.resolve("log"), HIT + "\n" + HIT).toString();

    assertThat(bench.regex(log, "from <HOST>$").out()).contains("Lines: 1 lines");
  }

  @Test
  void nothingMatchedIsNoMistake() {
    assertThat(bench.regex("a line", "x<HOST>").status()).isZero();
  }

  @Test
  void versionIsThatOfTheBehaviour() {
    assertThat(bench.regex("-V").out()).matches("\\d+\\.\\d+\\.\\d+\n");
    assertThat(bench.regex("--version").out()).startsWith("fail2ban-regex ");
  }

  @Test
  void textsAreQuotedAsPythonDoes() {
    String line = Bench.line("wrong code for a'b\\c\u0007 from 192.0.2.7");

    assertThat(bench.regex("-o", "row", "-c", etc.toString(), line, "door").out())
        .contains("'user': \"a'b\\\\c\\x07\"");
  }
}
