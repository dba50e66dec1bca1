package org.gaoler.action.mail.post;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gaoler.action.mail.limit.Errand;
import org.gaoler.api.Fault;

/** Hands mails to a sendmail-compatible program on this machine, without a shell. */
public final class ProgramCarrier implements Carrier {

  private static final int OUTPUT_SHOWN = 2_000;

  private final List<String> program;
  private final Clock clock;

  /**
   * Takes what it needs; starts nothing.
   *
   * @param program path and leading arguments
   * @param clock dates the mails
   */
  public ProgramCarrier(List<String> program, Clock clock) {
    this.program = List.copyOf(program);
    this.clock = clock;
  }

  @Override
  public Map<String, String> carry(
      Mail mail, Sender sender, List<String> recipients, Duration limit)
      throws Fault, InterruptedException {
    check();
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("-i", "-f", sender.address(), "--"));
    command.addAll(recipients);
    // Files instead of pipes: a program that neither reads nor ends blocks nobody.
    Path input = file("message");
    try {
      Path output = file("output");
      try {
        write(mail, sender, recipients, input, limit);
        run(command, input, output, limit);
        return Map.of();
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException refused) {
      throw fault(command, "cannot be run: " + refused.getMessage(), refused);
    } finally {
      delete(input);
    }
  }

  private static Path file(String kind) throws Fault {
    try {
      return Files.createTempFile("gaoler-mail-", "-" + kind);
    } catch (IOException full) {
      throw new Fault(
          "no file for a mail in "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + full
              + "; see its space and permissions",
          full);
    }
  }

  private static void delete(Path file) throws Fault {
    try {
      Files.deleteIfExists(file);
    } catch (IOException kept) {
      throw new Fault("file " + file + " cannot be removed: " + kept, kept);
    }
  }

  private void write(Mail mail, Sender sender, List<String> recipients, Path input, Duration limit)
      throws Fault, InterruptedException {
    Callable<Boolean> work =
        () -> {
          try (OutputStream out = Files.newOutputStream(input)) {
            new Letter(Session.getInstance(new Properties()), clock)
                .of(mail, sender, recipients)
                .writeTo(out);
          }
          return true;
        };
    try {
      new Errand("gaoler-letter", () -> {}).run(work, limit);
    } catch (TimeoutException late) {
      throw fault(program, "no message within " + limit.toSeconds() + " s", late);
    } catch (ExecutionException failed) {
      String what = failed.getCause() instanceof MessagingException ? "no message: " : "";
      throw fault(program, what + failed.getCause().getMessage(), failed.getCause());
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
        throw fault(command, "no end within " + limit.toSeconds() + " s" + said(output));
      }
    } finally {
      if (process.isAlive()) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
    if (process.exitValue() != 0) {
      throw fault(command, "ended with status " + process.exitValue() + said(output));
    }
  }

  private static String said(Path output) throws IOException {
    try (InputStream in = Files.newInputStream(output)) {
      String text = new String(in.readNBytes(OUTPUT_SHOWN), StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? ", without a word" : ": " + text;
    }
  }

  private static Fault fault(List<String> command, String why) {
    return new Fault(story(command, why));
  }

  private static Fault fault(List<String> command, String why, Throwable cause) {
    return new Fault(story(command, why), cause);
  }

  private static String story(List<String> command, String why) {
    return "mail by "
        + String.join(" ", command)
        + ": "
        + why
        + "; try it by hand, or see the log of the mail system";
  }

  @Override
  public void check() throws Fault {
    if (!Files.isExecutable(Path.of(program.get(0)))) {
      throw new Fault(
          "program "
              + program.get(0)
              + " is not on this machine (option mta in org.gaoler.action.mail.cfg names it);"
              + " install it with: apt-get install postfix");
    }
  }
}
