package org.gaoler.action.dnsbl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.Fault;

/**
 * Has a name server read a changed file, by a command.
 *
 * @param command program and arguments; empty for none
 */
record Reload(List<String> command) {

  private static final int LIMIT_SECONDS = 20;
  private static final int MOST_SHOWN = 300;

  /** Reads option {@code reload}: words divided by blanks; no shell sees them. */
  static Reload of(String text) {
    return new Reload(text.isBlank() ? List.of() : List.of(text.strip().split("\\s+")));
  }

  /** Runs it, for 20 s at most. */
  void run(Path file) throws Fault, InterruptedException {
    if (command.isEmpty()) {
      return;
    }
    try {
      Path output = Files.createTempFile("gaoler-reload", ".out");
      try {
        String came = outcome(output);
        if (!came.isEmpty()) {
          throw failed(file, came);
        }
      } finally {
        Files.delete(output);
      }
    } catch (IOException impossible) {
      throw failed(file, Wording.of(impossible));
    }
  }

  private String outcome(Path output) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        return "it did not end in " + LIMIT_SECONDS + " s and was stopped";
      }
    } finally {
      process.destroyForcibly();
    }
    byte[] said = Files.readAllBytes(output);
    String text = new String(said, 0, Math.min(said.length, MOST_SHOWN), StandardCharsets.UTF_8);
    return process.exitValue() == 0 ? "" : "exit status " + process.exitValue() + ": " + text;
  }

  private Fault failed(Path file, String back) {
    return new Fault(
        file
            + " was written, but the command "
            + command
            + " (option reload) failed: "
            + back
            + "; run it by hand, and see the name server's log");
  }
}
