package org.gaoler.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.gaoler.api.Failure;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.api.Recogniser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionsTest {

  @TempDir Path etc;
  private Filter filter;
  private Recogniser recogniser;
  private Instant now = Instant.parse("2026-11-20T21:45:00Z");

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @BeforeEach
  void readFilter() throws Fault {
    FilterFiles files = new FilterFiles(etc);
    files.write(
        "s.conf",
        "[Definition]",
        "prefregex = ^<F-MLFID>\\d+</F-MLFID> <F-CONTENT>.+</F-CONTENT>$",
        "failregex = ^fail <F-USER>\\w+</F-USER> <ADDR>(?: or <F-CLAIMED>\\S+</F-CLAIMED>)?$",
        "  ^late <F-USER>\\w+</F-USER>$",
        "  ^<F-MLFKIND>announced|tried</F-MLFKIND> <ADDR>$",
        "  ^<F-NOFAIL>try</F-NOFAIL> <F-USER>\\w+</F-USER> <ADDR>$",
        "  ^<F-NOFAIL>from</F-NOFAIL> <ADDR>$",
        "  ^<F-MLFGAINED>welcome</F-MLFGAINED> <F-USER>\\w+</F-USER> <ADDR>$",
        "  ^<F-NOFAIL><F-MLFFORGET>bye</F-MLFFORGET></F-NOFAIL> <ADDR>$",
        "datepattern = {NONE}");
    filter = files.find("s");
    recogniser = fresh();
  }

  private Recogniser fresh() {
    return filter.recogniser("test", Duration.ofMinutes(10), clock);
  }

  private List<Failure> line(String text) {
    return FilterFiles.found(recogniser, text);
  }

  @Test
  void informationAloneIsNoFailure() {
    assertThat(line("1 try al 192.0.2.1")).isEmpty();
    assertThat(line("1 bye 192.0.2.1")).isEmpty();
  }

  @Test
  void informationGoesWithTheNextFailure() {
    line("1 try al 192.0.2.1");
    assertThat(line("1 fail al 192.0.2.1"))
        .singleElement()
        .satisfies(
            f ->
                assertThat(f.lines()).containsExactly("1 try al 192.0.2.1", "1 fail al 192.0.2.1"));
    assertThat(line("1 fail al 192.0.2.1"))
        .singleElement()
        .satisfies(f -> assertThat(f.lines()).containsExactly("1 fail al 192.0.2.1"));
  }

  @Test
  void successOfTheSameUserIsNoFailure() {
    line("1 try al 192.0.2.1");
    assertThat(line("1 welcome al 192.0.2.1")).isEmpty();
  }

  @Test
  void successOfAnotherUserIsAFailure() {
    line("1 try al 192.0.2.1");
    assertThat(line("1 welcome bo 192.0.2.1")).hasSize(1);
    assertThat(line("1 bye 192.0.2.1")).hasSize(1);
    assertThat(line("1 bye 192.0.2.1")).isEmpty();
  }

  @Test
  void failureWithoutAddressWaitsForIt() {
    assertThat(line("1 late al")).isEmpty();
    assertThat(line("1 bye 2001:db8::1"))
        .singleElement()
        .satisfies(f -> assertThat(f.offender()).hasToString("2001:db8::1"))
        .satisfies(f -> assertThat(f.user()).contains("al"));
  }

  @Test
  void failureWithoutAddressTakesTheOneBefore() {
    line("1 from 192.0.2.7");
    assertThat(line("1 late al"))
        .singleElement()
        .satisfies(f -> assertThat(f.offender()).hasToString("192.0.2.7"));
  }

  @Test
  void successForgivesWhatWaits() {
    line("1 late al");
    assertThat(line("1 welcome al 192.0.2.1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1, 198.51.100.2", "2001:db8::1, 2001:db8:2::2"})
  void lineWithTwoAddressesIsAboutTheOneOfItsSession(String one, String other) {
    line("1 from " + one);
    assertThat(line("1 fail al " + other + " or " + one).get(0).offender()).hasToString(one);
    line("2 from " + other);
    assertThat(line("2 fail al " + other + " or " + one).get(0).offender()).hasToString(other);
    assertThat(line("3 fail al " + other + " or " + one).get(0).offender()).hasToString(other);
  }

  @Test
  void sessionsDoNotMix() {
    line("1 late al");
    assertThat(line("2 bye 192.0.2.1")).isEmpty();
  }

  @Test
  void endedSessionIsForgotten() {
    line("1 from 192.0.2.7");
    line("1 bye 192.0.2.7");
    assertThat(line("1 late al")).isEmpty();
  }

  @Test
  void sessionOfMoreThanFiveMinutesIsForgotten() {
    line("1 from 192.0.2.7");
    now = now.plusSeconds(301);
    assertThat(line("1 late al")).isEmpty();
  }

  @Test
  void linesOfTwoKindsTellOfTheSameAttempt() {
    assertThat(line("1 announced 192.0.2.1")).hasSize(1);
    assertThat(line("1 tried 192.0.2.1")).isEmpty();
    assertThat(line("1 tried 192.0.2.1")).hasSize(1);
    assertThat(line("1 announced 192.0.2.1")).isEmpty();
    assertThat(line("1 announced 192.0.2.2")).hasSize(1);
  }

  @Test
  void memorySurvivesARestart() {
    line("1 late al");
    line("2 from 192.0.2.7");
    line("3 announced 192.0.2.1");
    line("4 try al 192.0.2.1");
    String memory = recogniser.changedMemory().orElseThrow();
    recogniser = fresh();
    recogniser.restore(memory);
    assertThat(line("1 bye 192.0.2.1")).hasSize(1);
    assertThat(line("2 late bo")).hasSize(1);
    assertThat(line("3 tried 192.0.2.1")).isEmpty();
    assertThat(line("4 fail al 192.0.2.1"))
        .singleElement()
        .satisfies(f -> assertThat(f.lines()).hasSize(2));
  }

  @Test
  void unreadableMemoryIsDropped() {
    String memory = "1\tx\nnonsense\n%ZZ\t1\t--\t\t0\t\t\t\t\t\n9\tx\t\t\t\t\t\t\t\t";
    recogniser.restore(memory);
    recogniser.restore("");
    recogniser.restore("another version");
    assertThat(line("1 fail al 192.0.2.1")).hasSize(1);
  }

  @Test
  void floodOfSessionsPushesOutTheOldest() {
    line("1 from 192.0.2.7");
    for (int i = 2; i < 1_100; i++) {
      line(i + " from 192.0.2.8");
    }
    assertThat(line("1 late al")).isEmpty();
    assertThat(line("1099 late al")).hasSize(1);
  }
}
