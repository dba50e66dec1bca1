package org.gaoler.core.docket;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.Teardown;

/** Runs the steps of recipes, one after the other, whatever becomes of each. */
final class Removal {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Removal() {}

  /** Tells what could not be run at all: that what is gone is gone already is no error. */
  static List<String> run(List<Teardown.Step> steps) {
    return steps.stream().map(Removal::run).flatMap(Optional::stream).toList();
  }

  private static Optional<String> run(Teardown.Step step) {
    try {
      Process process =
          new ProcessBuilder(step.arguments())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return ended(step, process)
          ? Optional.empty()
          : Optional.of(
              step.arguments() + " did not end in " + LIMIT.toSeconds() + " s and was stopped");
    } catch (IOException failed) {
      return Optional.of(step.arguments() + " could not be run: " + failed.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.of(step.arguments() + " was not waited for: Gaoler ends");
    }
  }

  private static boolean ended(Teardown.Step step, Process process)
      throws IOException, InterruptedException {
    try (OutputStream input = process.getOutputStream()) {
      input.write(step.input().getBytes(StandardCharsets.UTF_8));
    }
    boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    return ended;
  }
}
