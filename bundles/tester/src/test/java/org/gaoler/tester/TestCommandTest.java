package org.gaoler.tester;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestCommandTest {

  @TempDir Path etc;
  private Bench bench;

  @BeforeEach
  void furnish() {
    bench = Bench.in(etc);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8::7"})
  void failureIsTold(String address) {
    Path log = bench.log(Bench.line("wrong code for ann from " + address), "and more");

    Bench.Said said = bench.test(log.toString(), "filter:door");

    assertThat(said.status()).isZero();
    assertThat(said.out())
        .contains(address)
        .contains("2 lines: 1 matched, 0 ignored, 1 missed")
        .contains("1 failure of 1 address");
  }

  @Test
  void nothingMatchedIsStatusOne() {
    assertThat(bench.test(Bench.line("all is well"), "door").status()).isEqualTo(1);
  }

  @Test
  void lineThatIsNoFileIsTestedAndSaidToBe() {
    Bench.Said said = bench.test(Bench.line("no key from 192.0.2.7 at front"), "door");

    assertThat(said.status()).isZero();
    assertThat(said.out()).contains("this line (there is no such file)");
  }

  @Test
  void optionsOfTheFilterCount() {
    String line = Bench.line("no key from 192.0.2.7 at cellar");

    assertThat(bench.test(line, "door").status()).isEqualTo(1);
    assertThat(bench.test(line, "door[mode=cellar]").status()).isZero();
  }

  @Test
  void jailBringsItsFilterWithOptionsAndItsLimit() {
    String line = Bench.line("no key from 192.0.2.7 at back");

    Bench.Said said = bench.test(line + "\n" + line, "house");

    assertThat(said.status()).isZero();
    assertThat(said.out())
        .contains("jail house")
        .contains("filter door[mode=back]")
        .containsPattern("192\\.0\\.2\\.7 +2 .*2026-11-21");
  }

  @Test
  void whatTheJailSaysOfItsFilterCounts() {
    Bench.write(
        etc.resolve("org.gaoler.jail-garden.cfg"),
        "filter = door\nfailregex = %(known/failregex)s\\ngnome \\\\\\\\{1} from <HOST>, \\\\d{2}$\n");

    Bench.Said said = bench.test(Bench.line("gnome {1} from 192.0.2.7, 12"), "garden");

    assertThat(said.out()).contains("jail garden").contains("1 matched");
  }

  @Test
  void jailWinsOverAFilterOfItsNameAndSaysSo() {
    Bench.write(etc.resolve("org.gaoler.jail-door.cfg"), "filter = door[mode=back]\n");
    String line = Bench.line("no key from 192.0.2.7 at back");

    assertThat(bench.test(line, "door").out()).contains("jail door").contains("filter:door");
    assertThat(bench.test(line, "filter:door").status()).isEqualTo(1);
  }

  @Test
  void expressionNeedsNoFile() {
    Bench.Said said = bench.test("2026-11-21 01:02:03 x from 192.0.2.7", "x from <HOST>$");

    assertThat(said.status()).isZero();
    assertThat(said.out()).contains("expression x from <HOST>$");
  }

  @Test
  void ignoreregexReplacesThatOfTheFilter() {
    String line = Bench.line("wrong code for tester from 192.0.2.7");

    assertThat(bench.test(line, "door").out()).contains("1 ignored");
    assertThat(bench.test(line, "door", "nobody").out()).contains("1 matched");
  }

  @Test
  void compressedLogIsRead() throws IOException {
    Path log = etc.resolve("door.log.2.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(log))) {
      out.write(Bench.line("wrong code for ann from 192.0.2.7\n").getBytes(StandardCharsets.UTF_8));
    }

    assertThat(bench.test(log.toString(), "door").status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-8"})
  void everyEncodingIsRead(String encoding) throws IOException {
    Path log = etc.resolve("log");
    Files.write(log, Bench.line("wrong code for ünal from 192.0.2.7\r\n").getBytes(encoding));

    assertThat(bench.test(log.toString(), "door", "--encoding", encoding).out()).contains("ünal");
  }

  @Test
  void standardInputIsRead() {
    Bench.Said said = bench.piped(Bench.line("wrong code for ann from 192.0.2.7\n"), "-", "door");

    assertThat(said.status()).isZero();
    assertThat(said.out()).contains("source  standard input");
  }

  @Test
  void linesAreListedOnRequest() {
    Path log =
        bench.log(
            Bench.line("wrong code for ann from 192.0.2.7"),
            Bench.line("wrong code for tester from 192.0.2.8"),
            Bench.line("good morning"));

    assertThat(bench.test(log.toString(), "door", "--print-missed").out())
        .contains("MISSED LINES\n" + Bench.line("good morning"));
    assertThat(bench.test(log.toString(), "door", "--print-matched").out())
        .contains("MATCHED LINES\n" + Bench.line("wrong code for ann"));
    assertThat(bench.test(log.toString(), "door", "--print-ignored").out())
        .contains("IGNORED LINES\n" + Bench.line("wrong code for tester"));
  }

  @Test
  void longListsEndWithAHint() {
    String[] lines = new String[30];
    java.util.Arrays.fill(lines, Bench.line("good morning"));
    Path log = bench.log(lines);

    assertThat(bench.test(log.toString(), "door", "--print-missed").out())
        .contains("10 more lines; --all lists them");
    assertThat(bench.test(log.toString(), "door", "--print-missed", "--all").out())
        .doesNotContain("more lines");
  }

  @ParameterizedTest
  @CsvSource({
    "nosuch, there is no filter or jail \"nosuch\"",
    "dor, did you mean \"door\"?",
    "jail:door, there is no jail \"door\"",
    "door[mode, there is no ]",
    "(<HOST>, cannot use the failregex",
    "no address here, names nobody",
    "/nosuch/x.conf, not found",
  })
  void wrongFilterIsOneLineThatSaysWhatIsAccepted(String filter, String message) {
    Bench.Said said = bench.test("a line", filter);

    assertThat(said.status()).isEqualTo(2);
    assertThat(said.err().lines()).hasSize(1).allMatch(line -> line.contains(message));
  }

  @ParameterizedTest
  @CsvSource({
    "--explian, did you mean \"--explain\"?",
    "--maxlines=many, accepted: 1 to 9999",
    "--encoding=klingon, is unknown",
    "--json=yes, takes no value",
    "--etc=/nosuch, there is no such folder",
    "-m=a, is no match",
  })
  void wrongOptionIsOneLineThatSaysWhatIsAccepted(String option, String message) {
    Bench.Said said = bench.test("a line", "door", option);

    assertThat(said.status()).isEqualTo(2);
    assertThat(said.err().lines()).hasSize(1).allMatch(line -> line.contains(message));
  }

  @Test
  void unreadableSourceIsAMistake() {
    assertThat(bench.test(etc.toString(), "door").err()).contains("it is a folder");
    assertThat(bench.test("/nosuch.log", "door").err()).contains("there is no such file");
    assertThat(bench.test("door").err()).contains("FILTER is missing");
    assertThat(bench.test().err()).contains("SOURCE and FILTER are missing");
    assertThat(bench.test("a", "door", "c", "d").err()).contains("one word too many, \"d\"");
  }

  @Test
  void helpShowsEveryOptionAndExamples() {
    Bench.Said said = bench.test("--help");

    assertThat(said.status()).isZero();
    assertThat(said.out()).contains("examples:", "--explain", "--print-missed", "--json");
  }

  @Test
  void hostileCharactersDoNothing() {
    String line = Bench.line("wrong code for \u001b[31m\u202eann from 192.0.2.7");

    Bench.Said said = bench.test(line, "door", "--explain", "--print-matched");

    assertThat(said.status()).isZero();
    assertThat(said.out()).doesNotContain("\u001b", "\u202e");
  }

  @Test
  void binaryFileIsSurvived() throws IOException {
    byte[] bytes = new byte[3 << 20];
    new java.util.Random(1).nextBytes(bytes);
    Path log = Files.write(etc.resolve("binary"), bytes);

    assertThat(bench.test(log.toString(), "door").status()).isEqualTo(1);
  }

  @Test
  void lineWithoutEndIsCut() throws IOException {
    Path log = Files.write(etc.resolve("long"), new byte[3 << 20]);

    assertThat(bench.test(log.toString(), "door").out()).contains("1 line was cut at 1 MiB");
  }
}
