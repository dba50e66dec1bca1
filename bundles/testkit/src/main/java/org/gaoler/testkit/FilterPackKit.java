package org.gaoler.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.gaoler.api.Failure;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.api.FilterSource;
import org.gaoler.api.Recogniser;
import org.gaoler.api.Screen;
import org.gaoler.testkit.Corpus.Annotated;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every filter pack must pass: subclass it in the pack's tests and annotate log lines.
 *
 * <p>Each scene of the corpus is played in every form of log, and once more with IPv6 in the place
 * of IPv4 (198.51.100.N becomes 2001:db8::N). The form of the corpus is told in {@link Corpus}.
 */
public abstract class FilterPackKit {

  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(LogForm.SECONDS + 30), ZoneOffset.UTC);

  private static final int MUTANTS = 15;

  /** For subclasses. */
  protected FilterPackKit() {}

  /**
   * The source that finds the pack's filters.
   *
   * @return {@code FilterLibrary.of(Path.of("src/main/resources/filters"))}, usually
   */
  protected abstract FilterSource filters();

  /**
   * The files of annotated lines.
   *
   * @return all {@code *.txt} in {@code src/test/corpus}, if the subclass does not say otherwise
   */
  protected List<Path> corpora() {
    try (Stream<Path> files = Files.list(Path.of("src/test/corpus"))) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the corpora in src/test/corpus", e);
    }
  }

  /** One scene in one form and family. */
  private record Play(Corpus scene, LogForm form, boolean six) {

    String title() {
      return scene.filter()
          + scene.parameters()
          + " "
          + scene.title()
          + " "
          + form
          + (six ? " IPv6" : " IPv4");
    }

    String text(Annotated line) {
      String text = scene.daemon().isEmpty() ? line.text() : form.text(scene.daemon(), line.text());
      return family(text);
    }

    String family(String text) {
      return six ? text.replaceAll("198\\.51\\.100\\.(\\d+)", "2001:db8::$1") : text;
    }
  }

  @TestFactory
  Stream<DynamicTest> everyLineIsJudgedAsAnnotated() {
    return plays().map(play -> DynamicTest.dynamicTest(play.title(), () -> judge(play)));
  }

  @TestFactory
  Stream<DynamicTest> screeningLosesNoFailure() {
    return plays().map(play -> DynamicTest.dynamicTest(play.title(), () -> screen(play)));
  }

  @TestFactory
  Stream<DynamicTest> screeningLosesNoFailureOfMutatedLines() {
    return plays().map(play -> DynamicTest.dynamicTest(play.title(), () -> mutate(play)));
  }

  private Stream<Play> plays() {
    List<Play> plays = new ArrayList<>();
    for (Path corpus : corpora()) {
      for (Corpus scene : Corpus.read(corpus)) {
        for (LogForm form : LogForm.values()) {
          if (scene.daemon().isEmpty() == (form == LogForm.WHOLE)) {
            plays.add(new Play(scene, form, false));
            plays.add(new Play(scene, form, true));
          }
        }
      }
    }
    assertThat(plays).as("scenes in %s", corpora()).isNotEmpty();
    return plays.stream();
  }

  private Filter filter(Corpus scene) throws Fault {
    Map<String, String> parameters = new HashMap<>(scene.parameters());
    parameters.putIfAbsent("logtimezone", "UTC");
    return filters().find(scene.filter(), parameters).orElseThrow();
  }

  private static Recogniser fresh(Filter filter) {
    return filter.recogniser("kit", Duration.ofDays(1), CLOCK);
  }

  private static List<Failure> found(Recogniser recogniser, LogForm form, String text) {
    List<Failure> failures = new ArrayList<>();
    recogniser.recognise(form.line(text), failures::add);
    return failures;
  }

  private void judge(Play play) throws Fault {
    Recogniser recogniser = fresh(filter(play.scene()));
    for (Annotated line : play.scene().lines()) {
      String text = play.text(line);
      List<Failure> failures = found(recogniser, play.form(), text);
      String where = "line " + line.number() + ": " + text;
      if (line.address().isEmpty()) {
        assertThat(failures).as(where).isEmpty();
        continue;
      }
      assertThat(failures).as(where).hasSize(1);
      Failure failure = failures.get(0);
      String address = play.family(line.address().get());
      assertThat(failure.offender()).as(where).hasToString(address);
      assertThat(failure.lines()).as(where).contains(text);
      assertThat(failure.when().getEpochSecond())
          .as(where)
          .isBetween(LogForm.SECONDS, LogForm.SECONDS + 30);
      line.user().ifPresent(u -> assertThat(failure.user()).as(where).contains(play.family(u)));
    }
  }

  private void screen(Play play) throws Fault {
    Filter filter = filter(play.scene());
    Screen screen = filters().screen(List.of(filter));
    Recogniser open = fresh(filter);
    Recogniser screened = fresh(filter);
    for (Annotated line : play.scene().lines()) {
      String text = play.text(line);
      List<Failure> expected = found(open, play.form(), text);
      List<Failure> actual = passes(screen, text) ? found(screened, play.form(), text) : List.of();
      assertThat(actual).as("line %d: %s", line.number(), text).isEqualTo(expected);
    }
  }

  private static boolean passes(Screen screen, String text) {
    // in the middle of a larger buffer, as a backend would have it
    byte[] bytes = ("\n" + text + "\nsshd").getBytes(StandardCharsets.UTF_8);
    return screen.candidates(bytes, 1, bytes.length - 5) != 0;
  }

  private void mutate(Play play) throws Fault {
    Filter filter = filter(play.scene());
    Screen screen = filters().screen(List.of(filter));
    for (int i = 0; i < MUTANTS; i++) {
      Random random = new Random(i);
      Recogniser open = fresh(filter);
      Recogniser screened = fresh(filter);
      for (Annotated line : play.scene().lines()) {
        String text = play.text(line);
        String mutant = random.nextInt(3) == 0 ? mutant(text, random) : text;
        List<String> expected = told(found(open, play.form(), mutant));
        List<String> actual =
            passes(screen, mutant) ? told(found(screened, play.form(), mutant)) : List.of();
        assertThat(actual)
            .as("mutant %d of line %d: %s", i, line.number(), mutant)
            .isEqualTo(expected);
      }
    }
  }

  /** Without the time: undated lines take it from the line before, which may be screened out. */
  private static List<String> told(List<Failure> failures) {
    return failures.stream()
        .map(f -> f.offender() + " " + f.user() + " " + f.fields() + " " + f.lines())
        .toList();
  }

  /** Cuts out, doubles, inserts or changes the case of a few characters. */
  private static String mutant(String text, Random random) {
    StringBuilder mutant = new StringBuilder(text);
    for (int i = 0; i <= random.nextInt(3); i++) {
      int at = random.nextInt(mutant.length());
      switch (random.nextInt(4)) {
        case 0 -> mutant.delete(at, Math.min(mutant.length() - 1, at + 1 + random.nextInt(4)));
        case 1 -> mutant.insert(at, mutant.charAt(at));
        case 2 -> mutant.insert(at, "[]: x1é ".charAt(random.nextInt(8)));
        default -> mutant.setCharAt(at, Character.toUpperCase(mutant.charAt(at)));
      }
    }
    return mutant.toString();
  }
}
