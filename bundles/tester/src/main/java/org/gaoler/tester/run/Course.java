package org.gaoler.tester.run;

import java.io.IOException;
import java.util.function.Consumer;
import org.gaoler.api.Failure;
import org.gaoler.filter.trial.Trial;
import org.gaoler.tester.source.LineSource;

/** Takes all lines of a source through a trial, until they end or the thread is interrupted. */
public final class Course {

  private static final int GLANCE = 1024;

  private final Trial trial;
  private final Consumer<Failure> failures;
  private final Progress progress;
  private boolean interrupted;
  private long nanos;

  /**
   * Prepares.
   *
   * @param trial takes the lines
   * @param failures takes each failure
   * @param progress is shown now and then
   */
  public Course(Trial trial, Consumer<Failure> failures, Progress progress) {
    this.trial = trial;
    this.failures = failures;
    this.progress = progress;
  }

  /**
   * Runs.
   *
   * @param source gives the lines
   * @throws IOException if it cannot be read any further
   */
  public void run(LineSource source) throws IOException {
    long start = System.nanoTime();
    long count = 0;
    while (!interrupted && source.next()) {
      trial.take(source.line(), source.micros(), failures);
      count++;
      if (count % GLANCE == 0) {
        interrupted = Thread.interrupted();
        progress.show(count, source);
      }
    }
    progress.clear();
    nanos = System.nanoTime() - start;
  }

  /** Whether it ended early. */
  public boolean interrupted() {
    return interrupted;
  }

  /** How long it took. */
  public long nanos() {
    return nanos;
  }
}
