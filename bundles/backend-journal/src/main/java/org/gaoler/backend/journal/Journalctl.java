package org.gaoler.backend.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Knows the {@code journalctl} program: whether it can work here, and how it is called. */
final class Journalctl {

  private static final List<Path> SYSTEM_JOURNAL =
      List.of(Path.of("/run/log/journal"), Path.of("/var/log/journal"));

  private final String program;
  private final String directory;

  Journalctl(String program, String directory) {
    this.program = program;
    this.directory = directory;
  }

  /** What is missing and the command that mends it. */
  Optional<String> unusable() {
    if (!isInstalled()) {
      return Optional.of(
          program + " is not installed; apt-get install systemd, or set backend = inotify");
    }
    List<Path> places = directory.isEmpty() ? SYSTEM_JOURNAL : List.of(Path.of(directory));
    if (places.stream().noneMatch(Journalctl::holdsSomething)) {
      return Optional.of(
          "no journal in "
              + places
              + "; systemctl restart systemd-journald, or set backend = inotify");
    }
    return Optional.empty();
  }

  private boolean isInstalled() {
    if (program.startsWith("/")) {
      return Files.isExecutable(Path.of(program));
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    return Stream.of(path.split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static boolean holdsSomething(Path place) {
    try (Stream<Path> files = Files.list(place)) {
      return files.findAny().isPresent();
    } catch (IOException e) {
      // one that may not be listed is there nevertheless; one that is missing is not
      return Files.isDirectory(place);
    }
  }

  /** The arguments that print all that is stored from a place on, of every boot, then end. */
  List<String> stored(Optional<String> cursor, Instant since, List<String> match) {
    return arguments(List.of(), cursor, since, match);
  }

  /** The arguments that print the last stored entry. */
  List<String> last(List<String> match) {
    return arguments(List.of("--lines=1"), Optional.empty(), Instant.EPOCH, match);
  }

  /** The arguments that print all of this boot from a place on and whatever comes. */
  List<String> following(Optional<String> cursor, Instant since, List<String> match) {
    return arguments(List.of("--follow", "--no-tail"), cursor, since, match);
  }

  private List<String> arguments(
      List<String> options, Optional<String> cursor, Instant since, List<String> match) {
    List<String> all = new ArrayList<>(List.of(program, "--output=export", "--no-pager", "-q"));
    all.add("--output-fields=" + JournalEntry.WANTED);
    all.addAll(options);
    if (!directory.isEmpty()) {
      all.add("--directory=" + directory);
    }
    // --after-cursor would skip an entry unseen where the cursor's own is no longer there
    cursor.ifPresent(place -> all.add("--cursor=" + place));
    if (cursor.isEmpty() && since.getEpochSecond() > 0) {
      all.add("--since=@" + since.getEpochSecond());
    }
    all.addAll(match);
    return all;
  }
}
