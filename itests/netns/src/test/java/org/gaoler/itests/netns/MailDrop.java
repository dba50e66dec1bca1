package org.gaoler.itests.netns;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** A mail system that takes mails as {@code sendmail} does and keeps each in a file. */
public final class MailDrop {

  private final Path folder;

  /**
   * Makes the program.
   *
   * @param folder for it and its mails
   */
  public MailDrop(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder.resolve("mails"));
      Files.writeString(
          program(),
          """
          #!/bin/sh
          cd "$(dirname "$0")" || exit 75
          [ ! -e down ] || { echo "451 the mail system is down" >&2; exit 75; }
          mail=$(mktemp -p .)
          cat >"$mail" && mv "$mail" mails/ || exit 75
          [ ! -e mute ] || [ $(($(ls mails | wc -l) % 5)) -gt 0 ] || exit 75
          """);
      Files.setPosixFilePermissions(program(), PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new RigException("cannot make a mail system in " + folder, e);
    }
  }

  /** What takes mails. */
  public Path program() {
    return folder.resolve("sendmail");
  }

  /** Has every mail refused. */
  void goDown() {
    become("down");
  }

  /** Has one of five mails taken without saying so. */
  public void loseAnswers() {
    become("mute");
  }

  private void become(String what) {
    try {
      Files.createFile(folder.resolve(what));
    } catch (IOException e) {
      throw new RigException("cannot have the mail system be " + what, e);
    }
  }

  /** Has mails taken again. */
  void comeBack() {
    folder.resolve("down").toFile().delete();
  }

  /** The mails taken so far whose subject holds a text, whole. */
  public List<String> mails(String subject) {
    try (Stream<Path> files = Files.list(folder.resolve("mails"))) {
      return files
          .map(MailDrop::text)
          .filter(
              mail ->
                  mail.lines()
                      .anyMatch(line -> line.startsWith("Subject:") && line.contains(subject)))
          .toList();
    } catch (IOException e) {
      throw new RigException("cannot read the mails in " + folder, e);
    }
  }

  private static String text(Path mail) {
    try {
      // long lines are broken in transfer
      return Files.readString(mail, StandardCharsets.UTF_8).replaceAll("=\r?\n", "");
    } catch (IOException e) {
      throw new RigException("cannot read " + mail, e);
    }
  }
}
