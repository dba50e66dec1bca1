package org.gaoler.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs commands for tests, by argument lists. */
public final class Shell {

  private Shell() {}

  /**
   * What became of a command.
   *
   * @param status its exit status
   * @param output what it printed, errors included
   */
  public record Result(int status, String output) {}

  /**
   * Runs a command that must succeed.
   *
   * @param command program and arguments
   * @return what it printed, errors included
   * @throws AssertionError if its exit status is not 0
   */
  public static String run(String... command) {
    Result result = result(List.of(command), "");
    if (result.status() != 0) {
      throw new AssertionError(
          String.join(" ", command) + ": status " + result.status() + ": " + result.output());
    }
    return result.output();
  }

  /**
   * Runs a command.
   *
   * @param command program and arguments
   * @param input written to its standard input
   * @return what became of it
   */
  public static Result result(List<String> command, String input) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot run " + command, failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while running " + command, interrupted);
    }
  }
}
