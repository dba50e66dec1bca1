package org.gaoler.tester;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.gaoler.api.Fault;
import org.gaoler.commands.Console;
import org.gaoler.commands.text.Clean;
import org.gaoler.commands.text.Json;
import org.gaoler.commands.text.Moments;
import org.gaoler.filter.trial.Trial;
import org.gaoler.filter.trial.Verdict;
import org.gaoler.filter.trial.Witness;
import org.gaoler.tester.run.Advice;
import org.gaoler.tester.run.Course;
import org.gaoler.tester.run.Progress;
import org.gaoler.tester.run.Tally;
import org.gaoler.tester.show.Explainer;
import org.gaoler.tester.show.JsonReport;
import org.gaoler.tester.show.Outcome;
import org.gaoler.tester.show.Paint;
import org.gaoler.tester.show.TextReport;
import org.gaoler.tester.source.LineSource;
import org.gaoler.tester.source.LogFile;
import org.gaoler.tester.source.Sources;
import org.gaoler.tester.subject.JournalTerms;
import org.gaoler.tester.subject.Subject;
import org.gaoler.tester.subject.Subjects;
import org.gaoler.tester.words.Mistake;

/** {@code gaoler test}: tries a filter on lines and tells what it makes of them. */
public final class TestCommand {

  /** Something matched. */
  static final int MATCHED = 0;

  /** Nothing matched. */
  static final int NOTHING = 1;

  /** It could not be tried. */
  static final int MISTAKE = 2;

  private final Place place;
  private final Console console;

  /**
   * Prepares.
   *
   * @param place where it runs
   * @param console where the answer goes
   */
  public TestCommand(Place place, Console console) {
    this.place = place;
    this.console = console;
  }

  /**
   * Runs on the calling thread until the source ends or the thread is interrupted.
   *
   * @param words what follows the verb
   * @return the exit status
   * @throws IOException if the console cannot be written to
   */
  public int run(List<String> words) throws IOException {
    try {
      return answer(Settings.of(words));
    } catch (Mistake e) {
      console.out().flush();
      console.err().write("gaoler: test: " + Clean.line(e.getMessage()) + "\n");
      return MISTAKE;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private int answer(Settings settings) throws Mistake, IOException {
    if (settings.has(Choices.HELP)) {
      console.out().write(Help.text());
      return MATCHED;
    }
    Subject subject = subject(settings);
    List<String> terms = JournalTerms.of(settings.journalMatch().orElse(subject.journalMatch()));
    Sources sources = new Sources(place.input(), settings.charset());
    Sources.Opened source = sources.open(settings.source(), terms);
    try (LineSource lines = source.lines()) {
      return tried(settings, subject, new Sources.Opened(source.title(), lines));
    }
  }

  private Subject subject(Settings settings) throws Mistake {
    Path etc = settings.etc(place.etc());
    if (settings.has(Choices.ETC) && !Files.isDirectory(etc)) {
      throw new Mistake("cannot use --etc " + etc + ": there is no such folder");
    }
    try {
      boolean journal = Sources.journal(settings.source());
      return new Subjects(etc, place.shelf().open(etc), settings.overrides(), journal)
          .find(settings.subject());
    } catch (Fault fault) {
      throw new Mistake(fault.getMessage());
    }
  }

  private int tried(Settings settings, Subject subject, Sources.Opened source)
      throws IOException, Mistake {
    Paint paint = new Paint(console);
    TextReport report = report(settings, paint);
    boolean json = settings.has(Choices.JSON);
    if (!json) {
      report.announce(source.title(), subject.title());
    }
    Tally tally = new Tally(settings.keep(), subject.limit());
    Witness witness = witness(settings, paint, tally);
    Trial trial = Trial.of(subject.filter(), settings.rules(), place.clock(), witness);
    tally.expect(trial.rules());
    Course course = course(source, trial, tally);
    Outcome outcome =
        new Outcome(
            source.title(),
            subject,
            tally,
            trial.dateHits(),
            course,
            source.lines().cut(),
            new Advice(subject, tally, place.clock()).find());
    if (json) {
      new JsonReport(new Json(console.out()), settings.printed()).print(outcome);
    } else {
      hint(witness, paint);
      report.print(outcome);
    }
    return tally.kept(Verdict.MATCHED).count() > 0 ? MATCHED : NOTHING;
  }

  private TextReport report(Settings settings, Paint paint) {
    Set<Verdict> listed = settings.has(Choices.EXPLAIN) ? Set.of() : settings.printed();
    return new TextReport(paint, new Moments(place.clock()), settings.has(Choices.ALL), listed);
  }

  private Witness witness(Settings settings, Paint paint, Tally tally) {
    return settings.has(Choices.EXPLAIN) && !settings.has(Choices.JSON)
        ? new Explainer(
            tally,
            paint,
            new Moments(place.clock()),
            settings.explained(),
            settings.mostExplained())
        : tally;
  }

  private Course course(Sources.Opened source, Trial trial, Tally tally)
      throws IOException, Mistake {
    Progress progress = place.busy() ? new Progress(console.err(), true) : Progress.NONE;
    Course course = new Course(trial, tally::count, progress);
    try {
      course.run(source.lines());
    } catch (UncheckedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new Mistake(
          "reading "
              + source.title()
              + " failed after "
              + tally.lines()
              + " lines: "
              + LogFile.reason(e));
    }
    return course;
  }

  private static void hint(Witness witness, Paint paint) throws IOException {
    if (witness instanceof Explainer explainer && explainer.full()) {
      paint.hint(
          "only the first lines are explained; --all explains all, --print-missed those that were missed");
    }
  }
}
