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
import org.gaoler.api.Screen;
import org.gaoler.filter.automaton.Automata;
import org.gaoler.filter.screen.AutomatonScreen;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters whose dates may stand elsewhere than at the start of a line. */
class MisfitsTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T21:45:00Z"), ZoneOffset.UTC);
  private static final List<String> DATES =
      List.of(
          "[20/Nov/2026:21:44:01 +0000]",
          "20/Nov/2026:21:44:02 +0000",
          "[2026-11-20T21:44:03Z]",
          "Nov 20 21:44:04",
          "1795211041");

  @TempDir Path etc;

  private Recogniser recogniser(Automata automata, String datepattern) throws Fault {
    new FilterFiles(etc)
        .write(
            "b.conf",
            "[Definition]",
            "datepattern = " + datepattern,
            "failregex = ^<HOST> -.*\"(?:GET|POST).*\"(?:Harvester|Mail\\[?Siphon|S\u00e4mmler)\"$",
            "  ^odd <F-USER>\\w+</F-USER> - <HOST>(?: again)?$");
    return new FilterLibrary(etc, List::of, automata)
        .find("b", Map.of("logtimezone", "UTC"))
        .orElseThrow()
        .recogniser("test", Duration.ofDays(1), CLOCK);
  }

  private Screen screen() throws Fault {
    FilterLibrary library = new FilterLibrary(etc, List::of, new Automata(0, Runnable::run));
    return library.screen(List.of(library.find("b", Map.of()).orElseThrow()));
  }

  private static String line(Random random) {
    String who = random.nextBoolean() ? "192.0.2." : "2001:db8::";
    List<String> agents =
        List.of("Harvester", "Mail[Siphon", "MailSiphon", "S\u00e4mmler", "Mozilla");
    String agent = agents.get(random.nextInt(agents.size()));
    String text =
        random.nextInt(4) == 0
            ? "odd user - " + who + random.nextInt(9) + (random.nextBoolean() ? " again" : "")
            : who + random.nextInt(9) + " - - [] \"GET / HTTP/1.1\" 200 \"-\" \"" + agent + "\"";
    int count = random.nextInt(4) == 0 ? random.nextInt(3) : 1;
    for (int i = 0; i < count; i++) {
      String date = DATES.get(random.nextInt(DATES.size()));
      int at = random.nextInt(text.length() + 1);
      int bracket = text.indexOf('[', random.nextInt(text.length())) + 1;
      at = random.nextBoolean() ? bracket : random.nextInt(3) == 0 ? 0 : at;
      text = text.substring(0, at) + date + text.substring(at);
    }
    return text;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^[^\\[]*\\[({DATE})\n  {^LN-BEG}",
        "^[^\\[]*\\[({DATE})",
        "{DEFAULT}",
        "{^LN-BEG}",
        "(%%d/%%b/%%Y:%%H:%%M:%%S %%z)",
        "-(?:\\s*)\\[(%%d/%%b/%%Y:%%H:%%M:%%S %%z)"
      })
  void neitherNeedlesNorASecondLookChangeAResult(String datepattern) throws Fault {
    Recogniser thrifty = recogniser(new Automata(Automata.USUAL, Runnable::run), datepattern);
    Recogniser thorough = recogniser(new Automata(0, Runnable::run), datepattern);
    Screen screen = screen();
    for (int i = 0; i <= AutomatonScreen.WORTH; i++) {
      FilterFiles.found(thrifty, "192.0.2.1 - - [20/Nov/2026:21:44:00 +0000] nothing");
      FilterFiles.found(thorough, "192.0.2.1 - - [20/Nov/2026:21:44:00 +0000] nothing");
    }
    Random random = new Random(20261121);
    List<Failure> expected = new ArrayList<>();
    List<Failure> actual = new ArrayList<>();
    for (int i = 0; i < 8_000; i++) {
      String line = line(random);
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      List<Failure> found = FilterFiles.found(thorough, line);
      expected.addAll(found);
      actual.addAll(FilterFiles.found(thrifty, line));
      assertThat(found.isEmpty() || screen.candidates(bytes, 0, bytes.length) != 0)
          .as(line)
          .isTrue();
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(actual).hasSizeGreaterThan(500);
  }
}
