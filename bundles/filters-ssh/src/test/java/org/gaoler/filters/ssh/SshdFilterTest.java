package org.gaoler.filters.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.gaoler.api.Failure;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.api.FilterSource;
import org.gaoler.api.Line;
import org.gaoler.api.Recogniser;
import org.gaoler.api.StepBudget;
import org.gaoler.filter.FilterLibrary;
import org.gaoler.ini.DirectoryFolder;
import org.gaoler.testkit.FilterPackKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plays the annotated lines of sshd through the pack's filter. */
class SshdFilterTest extends FilterPackKit {

  private static final DirectoryFolder PACK =
      new DirectoryFolder(Path.of("src/main/resources/filters"));

  private final FilterSource library =
      new FilterLibrary(Path.of("target/no-such-folder"), () -> List.of(PACK));

  @Override
  protected FilterSource filters() {
    return library;
  }

  @ParameterizedTest
  @CsvSource({
    "mode,loud,'aggressive, ddos, extra, normal'",
    "publickey,maybe,'any, ignore, invalid, nofail'",
    "logtype,odd,'file, journal, rfc5424, short'"
  })
  void unknownChoiceIsRefusedWithTheKnownOnes(String parameter, String value, String accepted) {
    assertThatThrownBy(() -> library.find("sshd", Map.of(parameter, value)))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("sshd.conf")
        .hasMessageContaining("instead of " + value + ": " + accepted);
  }

  @Test
  void examplesAreMostlyFailures() throws Exception {
    Filter filter = library.find("sshd", Map.of()).orElseThrow();
    List<String> examples = filter.examples(Instant.now());
    int failures = 0;
    for (String example : examples) {
      Recogniser recogniser = filter.recogniser("test", Duration.ofDays(1), Clock.systemUTC());
      List<Failure> found = new ArrayList<>();
      StepBudget budget = new StepBudget(100_000);
      recogniser.recognise(new Line(example, OptionalLong.empty(), true, budget), found::add);
      failures += found.size();
    }
    assertThat(failures).isGreaterThan(examples.size() / 2);
  }

  @Test
  void ownLocalFileExtendsThePack(@TempDir Path etc) throws Exception {
    Files.createDirectories(etc.resolve("filter.d"));
    Files.writeString(
        etc.resolve("filter.d/sshd.local"),
        "[Definition]\nfailregex = %(known/failregex)s\n  ^my own message from <HOST>$\n");
    FilterLibrary extended = new FilterLibrary(etc, () -> List.of(PACK));
    Recogniser recogniser =
        extended
            .find("sshd", Map.of())
            .orElseThrow()
            .recogniser("test", Duration.ofDays(1), Clock.systemUTC());
    List<Failure> failures = new ArrayList<>();
    for (String message : List.of("my own message", "Failed password for root")) {
      String text = message + " from 198.51.100.9";
      StepBudget budget = new StepBudget(100_000);
      recogniser.recognise(new Line(text, OptionalLong.empty(), true, budget), failures::add);
    }
    assertThat(failures).hasSize(2);
  }
}
