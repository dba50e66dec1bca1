package org.gaoler.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gaoler.api.Failure;
import org.gaoler.api.Fault;
import org.gaoler.api.Recogniser;
import org.gaoler.filter.automaton.Automata;
import org.gaoler.filter.screen.AutomatonScreen;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DismissalTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T21:45:00Z"), ZoneOffset.UTC);

  @TempDir Path etc;
  private FilterFiles files;

  @BeforeEach
  void writeFilter() {
    files = new FilterFiles(etc);
    filter("<F-MLFID>\\d+</F-MLFID>");
  }

  private void filter(String id) {
    files.write(
        "s.conf",
        "[Definition]",
        "datepattern = {^LN-BEG}",
        "prefregex = ^\\s*door\\[" + id + "\\]: <F-CONTENT>.+</F-CONTENT>$",
        "failregex = ^fail <F-USER>\\w+</F-USER> <ADDR>$",
        "  ^late <F-USER>\\w+</F-USER>$",
        "  ^<F-NOFAIL>from</F-NOFAIL> <ADDR>$",
        "  ^<F-NOFAIL><F-MLFKNOWN>leaving</F-MLFKNOWN></F-NOFAIL> <ADDR>$",
        "  ^<F-MLFFORGET><F-MLFGAINED>welcome</F-MLFGAINED></F-MLFFORGET> \\w+ <ADDR>$",
        "  ^<F-NOFAIL><F-MLFFORGET>bye</F-MLFFORGET></F-NOFAIL> <ADDR>$",
        "  ^<F-MLFFORGET>kicked</F-MLFFORGET> <ADDR>$");
  }

  /** A recogniser whose automaton is there. */
  private Recogniser ready() throws Fault {
    return ready(new Automata(Automata.USUAL, Runnable::run));
  }

  private Recogniser ready(Automata automata) throws Fault {
    FilterLibrary library = new FilterLibrary(etc, List::of, automata);
    Recogniser recogniser =
        library
            .find("s", Map.of("logtimezone", "UTC"))
            .orElseThrow()
            .recogniser("test", Duration.ofDays(1), CLOCK);
    for (int i = 0; i < AutomatonScreen.WORTH; i++) {
      dismisses(recogniser, "x");
    }
    return recogniser;
  }

  private static boolean dismisses(Recogniser recogniser, String text) {
    byte[] bytes = ("2026-11-20T21:44:00Z " + text).getBytes(StandardCharsets.UTF_8);
    return recogniser.dismisses(bytes, 0, bytes.length);
  }

  private static List<Failure> failures(Recogniser recogniser, String text) {
    return FilterFiles.found(recogniser, "2026-11-20T21:44:00Z " + text, false);
  }

  @Test
  void farewellOfNobodyIsDismissed() throws Fault {
    Recogniser recogniser = ready();
    assertThat(dismisses(recogniser, "door[4711]: bye 192.0.2.1")).isTrue();
    assertThat(dismisses(recogniser, "door[4711]: bye 2001:db8::1")).isTrue();
    assertThat(dismisses(recogniser, "door[4711]: leaving 192.0.2.1")).isTrue();
    assertThat(dismisses(recogniser, "door[4711]: welcome root 192.0.2.1")).isTrue();
  }

  @Test
  void whatTellsSomethingByItselfIsNotDismissed() throws Fault {
    Recogniser recogniser = ready();
    assertThat(dismisses(recogniser, "door[4711]: fail root 192.0.2.1")).isFalse();
    assertThat(dismisses(recogniser, "door[4711]: fail root 2001:db8::1")).isFalse();
    assertThat(dismisses(recogniser, "door[4711]: late root")).isFalse();
    assertThat(dismisses(recogniser, "door[4711]: from 192.0.2.1")).isFalse();
    assertThat(dismisses(recogniser, "door[4711]: kicked 192.0.2.1")).isFalse();
  }

  @Test
  void farewellOfAnOpenSessionIsNotDismissed() throws Fault {
    Recogniser recogniser = ready();
    failures(recogniser, "door[4711]: late root");
    assertThat(dismisses(recogniser, "door[4711]: bye 192.0.2.1")).isFalse();
    assertThat(dismisses(recogniser, "door[4712]: bye 192.0.2.1")).isTrue();
    assertThat(failures(recogniser, "door[4711]: leaving 192.0.2.1")).hasSize(1);
    assertThat(failures(recogniser, "door[4711]: bye 192.0.2.1")).isEmpty();
    assertThat(dismisses(recogniser, "door[4711]: bye 192.0.2.1")).isTrue();
  }

  @Test
  void farewellOfASessionBegunBeforeARestartIsNotDismissed() throws Fault {
    Recogniser before = ready();
    failures(before, "door[4711]: late root");
    Recogniser after = ready();
    after.restore(before.changedMemory().orElseThrow());
    assertThat(dismisses(after, "door[4711]: bye 192.0.2.1")).isFalse();
  }

  @Test
  void lineThatMayBeginASessionIsNotDismissed() throws Fault {
    Recogniser recogniser = ready();
    failures(recogniser, "door[4711]: leaving 192.0.2.1");
    assertThat(failures(recogniser, "door[4711]: late root")).isEmpty();
  }

  @Test
  void nothingIsDismissedWithoutAnAutomaton() throws Fault {
    Recogniser recogniser = ready(new Automata(0, Runnable::run));
    assertThat(dismisses(recogniser, "door[4711]: bye 192.0.2.1")).isFalse();
  }

  @Test
  void nothingIsDismissedIfTheIdStandsNowhere() throws Fault {
    filter("<F-MLFID>\\d</F-MLFID><F-TUPLE_MLFID>\\d+</F-TUPLE_MLFID>");
    assertThat(dismisses(ready(), "door[4711]: bye 192.0.2.1")).isFalse();
  }

  @Test
  void dismissingChangesNoResult() throws Fault {
    Recogniser thrifty = ready();
    Recogniser thorough = ready();
    Random random = new Random(20261121);
    List<String> kinds =
        List.of("fail u ", "late u", "from ", "leaving ", "welcome u ", "bye ", "kicked ", "odd ");
    int dismissed = 0;
    List<List<Failure>> expected = new ArrayList<>();
    List<List<Failure>> actual = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      String kind = kinds.get(random.nextInt(kinds.size()));
      String address = random.nextBoolean() ? "192.0.2." : "2001:db8::";
      String who = kind.endsWith(" ") ? address + (1 + random.nextInt(9)) : "";
      String text = "door[" + (100 + random.nextInt(300)) + "]: " + kind + who;
      expected.add(failures(thorough, text));
      boolean dismiss = dismisses(thrifty, text);
      dismissed += dismiss ? 1 : 0;
      actual.add(dismiss ? List.of() : failures(thrifty, text));
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(dismissed).isGreaterThan(1_000);
    assertThat(thrifty.changedMemory()).isEqualTo(thorough.changedMemory());
  }
}
