package org.gaoler.action.mail.post;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gaoler.api.Fault;

/**
 * A program that takes mails as sendmail does.
 *
 * @param words its path and leading arguments
 */
record Program(List<String> words) {

  private static final int OUTPUT_SHOWN = 2_000;

  Program {
    words = List.copyOf(words);
  }

  /**
   * Runs it, without a shell.
   *
   * @param arguments behind its leading ones
   * @param input what it reads
   * @param limit how long it may take; then it and its children are ended
   * @throws Fault if it cannot be run, fails or takes too long, with what it printed
   */
  void run(List<String> arguments, Path input, Duration limit) throws Fault, InterruptedException {
    List<String> command = Stream.concat(words.stream(), arguments.stream()).toList();
    // Files instead of pipes: a program that neither reads nor ends blocks nobody.
    try {
      Path output = Files.createTempFile("gaoler-mail-", "-output");
      try {
        run(command, input, output, limit);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException refused) {
      throw new Fault(story(command, "cannot be run: " + refused.getMessage()), refused);
    }
  }

  private static void run(List<String> command, Path input, Path output, Duration limit)
      throws IOException, Fault, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Fault(
            story(
                command,
                "no end within " + limit.plusMillis(500).toSeconds() + " s" + said(output)));
      }
    } finally {
      // What has ended may have left somebody behind who delivers: exim does.
      if (process.isAlive()) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
    if (process.exitValue() != 0) {
      throw new Fault(story(command, "ended with status " + process.exitValue() + said(output)));
    }
  }

  private static String said(Path output) throws IOException {
    try (InputStream in = Files.newInputStream(output)) {
      String text = new String(in.readNBytes(OUTPUT_SHOWN), StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? ", without a word" : ": " + text;
    }
  }

  private static String story(List<String> command, String why) {
    return "mail by "
        + String.join(" ", command)
        + ": "
        + why
        + "; try it by hand, or see the log of the mail system";
  }

  void check() throws Fault {
    String path = words.get(0);
    if (!Files.isExecutable(Path.of(path))) {
      throw new Fault(
          "program "
              + path
              + " is not on this machine (option mta in org.gaoler.action.mail.cfg names it);"
              + " install it with: apt-get install postfix");
    }
  }
}
