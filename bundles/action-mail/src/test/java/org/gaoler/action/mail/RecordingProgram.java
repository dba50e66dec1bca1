package org.gaoler.action.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program that takes mails as sendmail does and writes down its arguments and its input. */
final class RecordingProgram {

  private static final String SCRIPT =
      """
      #!/bin/sh
      folder=$(dirname "$0")
      if [ -e "$folder/refuse" ]; then
        echo "queue file write error"
        echo "second line"
        exit 75
      fi
      if [ -e "$folder/hang" ]; then
        echo $$ > "$folder/pid"
        exec sleep 600
      fi
      for argument; do
        if [ -e "$folder/refuse-$argument" ]; then
          echo "$argument: no such user"
          exit 65
        fi
      done
      mail=$(mktemp -d -p "$folder")
      for argument; do
        printf '%s\\n' "$argument" >> "$mail/arguments"
      done
      cat > "$mail/input"
      mv "$mail" "$folder/sent-$(date +%s%N)"
      """;

  private final Path folder;

  RecordingProgram(Path folder) {
    this.folder = folder;
    try {
      Path script = folder.resolve("sendmail");
      Files.writeString(script, SCRIPT);
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  String path() {
    return folder.resolve("sendmail").toString();
  }

  /** Mails with the program's arguments in the place of recipients. */
  List<Received> received() throws IOException {
    List<Received> all = new ArrayList<>();
    try (Stream<Path> sent = Files.list(folder)) {
      for (Path each :
          sent.filter(path -> path.getFileName().toString().startsWith("sent-"))
              .sorted()
              .toList()) {
        all.add(
            new Received(
                Files.readAllLines(each.resolve("arguments")),
                Files.readString(each.resolve("input"), StandardCharsets.ISO_8859_1)));
      }
    }
    return all;
  }
}
