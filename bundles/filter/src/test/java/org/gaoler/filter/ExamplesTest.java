package org.gaoler.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Failure;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Recogniser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {

  private static final Instant NOW = Instant.parse("2026-11-20T21:45:00Z");

  @TempDir Path etc;

  private Filter door(String... options) throws Fault {
    FilterFiles files = new FilterFiles(etc);
    String[] lines = new String[options.length + 1];
    lines[0] = "[Definition]";
    System.arraycopy(options, 0, lines, 1, options.length);
    return files.write("door.conf", lines).find("door", Map.of("logtimezone", "UTC"));
  }

  private static void isTakenForFailures(Filter filter, int lines) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    Recogniser recogniser = filter.recogniser("door", Duration.ofMinutes(10), clock);
    List<String> examples = filter.examples(NOW);
    assertThat(examples).hasSize(lines);
    for (String example : examples) {
      Failure failure = FilterFiles.one(recogniser, example).orElseThrow();
      assertThat(failure.offender()).isEqualTo(IpBlock.parse(Filter.EXAMPLE).orElseThrow());
      assertThat(failure.when()).isEqualTo(NOW);
    }
  }

  @Test
  void examplesAreFailuresOfTheMomentInBothKindsOfDate() throws Fault {
    isTakenForFailures(
        door("failregex = wrong code from <HOST>$", " refused <ADDR> \\(\\d+\\)$"), 4);
  }

  @Test
  void thereAreNoneWithoutDatesThatTheFilterReads() throws Fault {
    Filter filter = door("failregex = wrong code from <HOST>$", "datepattern = ^<%%Y>");
    assertThat(filter.examples(NOW)).isEmpty();
  }

  @Test
  void examplesBeginWithThePrefix() throws Fault {
    Filter filter =
        door("prefregex = doord\\[\\d+\\]: <F-CONTENT>.+</F-CONTENT>$", "failregex = ^no <HOST>$");
    isTakenForFailures(filter, 2);
    assertThat(filter.examples(NOW)).allMatch(line -> line.contains("doord[1]: no "));
  }
}
