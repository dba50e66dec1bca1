package org.gaoler.action.mail.post;

import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.gaoler.action.mail.limit.Deadline;
import org.gaoler.action.mail.limit.Errand;
import org.gaoler.api.Fault;

/** Hands mails to a sendmail-compatible program on this machine. */
public final class ProgramCarrier implements Carrier {

  private final Program program;
  private final Clock clock;

  /**
   * Takes what it needs; starts nothing.
   *
   * @param program path and leading arguments
   * @param clock dates the mails
   */
  public ProgramCarrier(List<String> program, Clock clock) {
    this.program = new Program(program);
    this.clock = clock;
  }

  @Override
  public Map<String, String> carry(
      Mail mail, Sender sender, List<String> recipients, Duration limit)
      throws Fault, InterruptedException {
    program.check();
    Deadline deadline = Deadline.in(limit);
    try {
      Path message = Files.createTempFile("gaoler-mail-", "-message");
      try {
        write(mail, sender, recipients, message, deadline);
        return hand(sender, recipients, message, deadline);
      } finally {
        Files.deleteIfExists(message);
      }
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

  /** Some programs take a mail for all recipients or for none: then each is tried alone. */
  private Map<String, String> hand(
      Sender sender, List<String> recipients, Path message, Deadline deadline)
      throws Fault, InterruptedException {
    try {
      run(sender, recipients, message, deadline);
      return Map.of();
    } catch (Fault refused) {
      Map<String, String> left = new LinkedHashMap<>();
      if (recipients.size() > 1) {
        for (String recipient : recipients) {
          alone(sender, recipient, message, deadline).ifPresent(why -> left.put(recipient, why));
        }
      }
      if (left.size() == recipients.size() || recipients.size() == 1) {
        throw refused;
      }
      return left;
    }
  }

  private Optional<String> alone(Sender sender, String recipient, Path message, Deadline deadline)
      throws InterruptedException {
    try {
      run(sender, List.of(recipient), message, deadline);
      return Optional.empty();
    } catch (Fault refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }

  private void run(Sender sender, List<String> recipients, Path message, Deadline deadline)
      throws Fault, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-i", "-f", sender.address(), "--"));
    arguments.addAll(recipients);
    program.run(arguments, message, deadline.left());
  }

  private void write(
      Mail mail, Sender sender, List<String> recipients, Path message, Deadline deadline)
      throws Fault, InterruptedException {
    Callable<Boolean> work =
        () -> {
          try (OutputStream out = Files.newOutputStream(message)) {
            new Letter(Session.getInstance(new Properties()), clock)
                .of(mail, sender, recipients)
                .writeTo(out);
          }
          return true;
        };
    try {
      new Errand("gaoler-letter", () -> {}).run(work, deadline.left());
    } catch (TimeoutException | ExecutionException failed) {
      throw new Fault(
          "mail to " + String.join(", ", recipients) + " cannot be written: " + failed, failed);
    }
  }

  @Override
  public void check() throws Fault {
    program.check();
  }
}
