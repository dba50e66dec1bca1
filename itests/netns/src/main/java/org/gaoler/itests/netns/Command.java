package org.gaoler.itests.netns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command line to run to its end, in front of which others (such as {@code ip netns exec}) can be
 * put.
 *
 * @param words the program and its arguments
 * @param environment added to this process's own
 */
public record Command(List<String> words, Map<String, String> environment) {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  public Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  /**
   * A command with this process's environment.
   *
   * @param words the program and its arguments
   * @return the command
   */
  public static Command of(String... words) {
    return new Command(Arrays.asList(words), Map.of());
  }

  /**
   * The same with more arguments.
   *
   * @param more appended
   * @return a longer command
   */
  public Command with(String... more) {
    List<String> longer = new ArrayList<>(words);
    longer.addAll(Arrays.asList(more));
    return new Command(longer, environment);
  }

  /**
   * The same with variables of the environment set.
   *
   * @param variables name and value
   * @return the command
   */
  public Command with(Map<String, String> variables) {
    return new Command(words, variables);
  }

  /**
   * Runs it to its end, 30 s at most.
   *
   * @return what came of it, whatever the exit status
   */
  public Outcome run() {
    return run(LIMIT);
  }

  /**
   * Runs it to its end.
   *
   * @param limit killed after it
   * @return what came of it, whatever the exit status
   */
  public Outcome run(Duration limit) {
    Path out = temporary();
    Path err = temporary();
    try {
      long start = System.nanoTime();
      Process process = start(out, err);
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        throw new RigException(this + " still ran after " + limit.toMillis() + " ms");
      }
      double took = (System.nanoTime() - start) / 1e6;
      return new Outcome(process.exitValue(), text(out), text(err), took);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RigException("interrupted in " + this, e);
    } finally {
      out.toFile().delete();
      err.toFile().delete();
    }
  }

  /**
   * Runs it and insists on exit status 0.
   *
   * @return its output
   */
  public String must() {
    Outcome outcome = run();
    if (outcome.exit() != 0) {
      throw new RigException(this + " ended with " + outcome.exit() + ": " + outcome.all());
    }
    return outcome.out();
  }

  /**
   * Starts it and leaves it running.
   *
   * @param out file for its output
   * @param err file for its error output
   * @return the process
   */
  public Process start(Path out, Path err) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
    return builder.start();
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("gaoler-rig", ".out");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /**
   * What came of a command.
   *
   * @param exit its status
   * @param out its output
   * @param err its error output
   * @param millis how long it ran, in milliseconds
   */
  public record Outcome(int exit, String out, String err, double millis) {

    /**
     * Both outputs.
     *
     * @return error output last
     */
    public String all() {
      return (out + err).strip();
    }
  }
}
