package org.gaoler.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.gaoler.api.Failure;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Line;
import org.gaoler.api.Recogniser;
import org.gaoler.api.StepBudget;
import org.gaoler.api.Token;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineRecogniserTest {

  private static final Instant NOW = Instant.parse("2026-11-20T21:45:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Duration FIND_TIME = Duration.ofMinutes(10);

  @TempDir Path etc;
  private FilterFiles files;

  @BeforeEach
  void openFolder() {
    files = new FilterFiles(etc);
  }

  private static Recogniser recogniser(Filter filter) {
    return filter.recogniser("test", FIND_TIME, CLOCK);
  }

  private Recogniser dated() throws Fault {
    files.write("d.conf", "[Definition]", "failregex = ^\\s*bad <HOST>$");
    return recogniser(files.find("d", Map.of("logtimezone", "UTC")));
  }

  private static Optional<Instant> when(Recogniser recogniser, String line, boolean live) {
    return FilterFiles.found(recogniser, line, live).stream().map(Failure::when).findFirst();
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.9", "2001:db8::9"})
  void addressOfTheLineIsTheOffender(String address) throws Fault {
    Recogniser recogniser = recogniser(files.undated("^bad <HOST> <F-USER>\\S+</F-USER>$"));
    Failure failure = FilterFiles.one(recogniser, "bad " + address + " root").orElseThrow();
    assertThat(failure.offender()).isEqualTo(IpBlock.parse(address).orElseThrow());
    assertThat(failure.user()).contains("root");
    assertThat(failure.lines()).containsExactly("bad " + address + " root");
    assertThat(failure.weight()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.0/24", "2001:db8::/32"})
  void networkOfTheLineIsTheOffender(String network) throws Fault {
    Recogniser recogniser = recogniser(files.undated("^bad <SUBNET>$"));
    assertThat(FilterFiles.one(recogniser, "bad " + network).orElseThrow().offender())
        .hasToString(network);
  }

  @Test
  void identityThatIsNoAddressIsAToken() throws Fault {
    Recogniser recogniser = recogniser(files.undated("^bad <F-ID>\\w+</F-ID> from <ADDR>$"));
    Failure failure = FilterFiles.one(recogniser, "bad session7 from 192.0.2.1").orElseThrow();
    assertThat(failure.offender()).isEqualTo(new Token("session7"));
    assertThat(failure.fields()).containsEntry("ip4", "192.0.2.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.01", "192.0.2", "999.0.2.1", "host.example.com", "192.0.2.1.5"})
  void whatIsNoAddressIsNobody(String text) throws Fault {
    files.undated("^bad <HOST>$");
    Recogniser recogniser = recogniser(files.find("x", Map.of("usedns", "no")));
    assertThat(FilterFiles.found(recogniser, "bad " + text)).isEmpty();
  }

  @Test
  void countInTheLineWeighsUpToABound() throws Fault {
    Recogniser recogniser =
        recogniser(files.undated("^bad <HOST> (?:<F-COUNT>\\d+</F-COUNT> times)?$"));
    assertThat(FilterFiles.one(recogniser, "bad 192.0.2.1 7 times").orElseThrow().weight())
        .isEqualTo(7);
    assertThat(
            FilterFiles.one(recogniser, "bad 192.0.2.1 99999999999 times").orElseThrow().weight())
        .isEqualTo(1);
    assertThat(FilterFiles.one(recogniser, "bad 192.0.2.1 1000 times").orElseThrow().weight())
        .isEqualTo(100);
    assertThat(FilterFiles.one(recogniser, "bad 192.0.2.1 ").orElseThrow().weight()).isEqualTo(1);
  }

  @Test
  void alternateFillsAnEmptyField() throws Fault {
    Recogniser recogniser =
        recogniser(
            files.undated("^bad <HOST> u=<F-USER>\\w*</F-USER> r=<F-ALT_USER>\\w*</F-ALT_USER>$"));
    assertThat(FilterFiles.one(recogniser, "bad 192.0.2.1 u= r=bob").orElseThrow().user())
        .contains("bob");
    assertThat(FilterFiles.one(recogniser, "bad 192.0.2.1 u=al r=bob").orElseThrow().user())
        .contains("al");
  }

  @Test
  void ignoreregexLetsALinePass() throws Fault {
    files.write(
        "i.conf",
        "[Definition]",
        "failregex = ^bad <HOST>",
        "ignoreregex = friend$",
        "datepattern = {NONE}");
    Recogniser recogniser = recogniser(files.find("i"));
    assertThat(FilterFiles.found(recogniser, "bad 192.0.2.1 friend")).isEmpty();
    assertThat(FilterFiles.found(recogniser, "bad 192.0.2.1 foe")).hasSize(1);
  }

  @Test
  void prefixLeavesOnlyTheContent() throws Fault {
    files.write(
        "p.conf",
        "[Definition]",
        "prefregex = ^d\\[\\d+\\]: <F-CONTENT>.+</F-CONTENT>$",
        "failregex = ^bad <HOST>$",
        "datepattern = {NONE}");
    Recogniser recogniser = recogniser(files.find("p"));
    assertThat(FilterFiles.found(recogniser, "d[12]: bad 192.0.2.1")).hasSize(1);
    assertThat(FilterFiles.found(recogniser, "e[12]: bad 192.0.2.1")).isEmpty();
    assertThat(FilterFiles.found(recogniser, "bad 192.0.2.1")).isEmpty();
  }

  @Test
  void timeOfTheLineCounts() throws Fault {
    assertThat(when(dated(), "Nov 20 21:44:30 bad 192.0.2.1", true)).contains(NOW.minusSeconds(30));
  }

  @Test
  void lineFarFromThePresentCountsAsNowOnceLive() throws Fault {
    assertThat(when(dated(), "Nov 20 20:44:30 bad 192.0.2.1", true)).contains(NOW);
    assertThat(when(dated(), "Nov 20 22:44:30 bad 192.0.2.1", true)).contains(NOW);
  }

  @Test
  void oldLinesAreLeftOutWhileCatchingUp() throws Fault {
    assertThat(when(dated(), "Nov 20 21:34:59 bad 192.0.2.1", false)).isEmpty();
    assertThat(when(dated(), "Nov 20 21:35:01 bad 192.0.2.1", false))
        .contains(Instant.parse("2026-11-20T21:35:01Z"));
    assertThat(when(dated(), "Nov 20 23:35:01 bad 192.0.2.1", false)).contains(NOW);
  }

  @Test
  void undatedLineTakesTheDateBeforeOrThePresent() throws Fault {
    Recogniser recogniser = dated();
    assertThat(when(recogniser, "bad 192.0.2.1", false)).isEmpty();
    assertThat(when(recogniser, "bad 192.0.2.1", true)).contains(NOW);
    when(recogniser, "Nov 20 21:44:30 else", true);
    assertThat(when(recogniser, "bad 192.0.2.1", true)).contains(NOW.minusSeconds(30));
  }

  @Test
  void sourceThatDatesItsEntriesIsBelieved() throws Fault {
    long micros = (NOW.getEpochSecond() - 20) * 1_000_000 + 5;
    Line line = new Line("bad 192.0.2.1", OptionalLong.of(micros), true, new StepBudget(10_000));
    assertThat(FilterFiles.found(dated(), line).get(0).when())
        .isEqualTo(NOW.minusSeconds(20).plusNanos(5_000));
  }

  @Test
  void lineWithoutStepsLeftIsNoFailure() throws Fault {
    Line line = new Line("bad 192.0.2.1", OptionalLong.empty(), true, new StepBudget(2));
    assertThat(FilterFiles.found(recogniser(files.undated("^bad <HOST>$")), line)).isEmpty();
  }

  @Test
  void overlongLineIsPassedOverAndCounted() throws Fault {
    Filter filter = files.undated("^bad <HOST>");
    Recogniser recogniser = recogniser(filter);
    assertThat(FilterFiles.found(recogniser, "bad 192.0.2.1 " + "x".repeat(33_000))).isEmpty();
    assertThat(FilterFiles.found(recogniser, "bad 192.0.2.1 " + "x".repeat(32_000))).hasSize(1);
    assertThat(filter.troubles())
        .containsExactly("1 lines of more than 32768 characters were passed over");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\u0000", "bad ", "bad \uFFFD", "bad 192.0.2.1\u0000", "\uD800 bad 192.0.2.1"})
  void strangeLinesAreNoFailures(String line) throws Fault {
    assertThat(FilterFiles.found(recogniser(files.undated("^bad <HOST>$")), line)).isEmpty();
  }

  @Test
  void laterIdenticalDatesAreNotConfusedByOtherForms() throws Fault {
    Recogniser recogniser = dated();
    assertThat(when(recogniser, "Nov 20 21:44:30 bad 192.0.2.1", true)).isPresent();
    assertThat(when(recogniser, "2026-11-20T21:44:40.5Z bad 192.0.2.1", true))
        .contains(NOW.minusSeconds(20));
    assertThat(List.of(recogniser.changedMemory().orElseThrow())).hasSize(1);
    assertThat(recogniser.changedMemory()).isEmpty();
  }
}
