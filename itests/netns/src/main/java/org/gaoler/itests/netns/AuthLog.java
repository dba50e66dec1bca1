package org.gaoler.itests.netns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A log file written line by line as sshd and a syslog daemon would, where no real one is needed.
 */
public final class AuthLog {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);

  private final Path file;

  /**
   * Makes the file, empty.
   *
   * @param file must not exist yet
   */
  public AuthLog(Path file) {
    this.file = file;
    try {
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /**
   * Wrong passwords, now.
   *
   * @param address whence
   * @param times how many
   */
  public void failures(String address, int times) {
    for (int i = 0; i < times; i++) {
      say("Failed password for root from " + address + " port 40000 ssh2");
    }
  }

  /**
   * One wrong password from each of many senders, now and at once.
   *
   * @param senders how many, up to 50,000; from 198.18.0.1 on
   */
  public void crowd(int senders) {
    StringBuilder lines = new StringBuilder();
    String stamp = stamp();
    for (int i = 0; i < senders; i++) {
      lines.append(stamp).append(" server sshd[4242]: Failed password for root from 198.18.");
      lines.append(i / 250).append('.').append(i % 250 + 1).append(" port 40000 ssh2\n");
    }
    append(lines.toString());
  }

  /**
   * Any line of sshd, now.
   *
   * @param message what sshd says
   */
  public void say(String message) {
    line("server sshd[4242]: " + message);
  }

  /**
   * Any line, now.
   *
   * @param rest what follows the time
   */
  public void line(String rest) {
    append(stamp() + " " + rest + "\n");
  }

  private static String stamp() {
    return LocalDateTime.now(ZoneId.systemDefault()).format(STAMP);
  }

  private void append(String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
