package org.gaoler.action.command;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;

/**
 * What would have to be run to undo all that an action has done, kept as little scripts in a folder
 * of its own: for the time when this bundle is gone, and for the next start. For one thread.
 */
final class Remains {

  /** Undoes everything: lifts the bans one by one or all at once, then stops. */
  private static final String UNDO =
      String.join(
          "\n",
          "cd \"$0\" 2>/dev/null || exit 0",
          "for each in ban-* flush-* stop-*; do",
          "  if test -f \"$each\"; then (. \"./$each\"); rm -f \"./$each\"; fi",
          "done",
          "cd / && rm -rf \"$0\"");

  private static final String MARK = "begun";

  private final Path folder;
  private final String path;

  /** One that was left behind: its file, and whom it is about if it is a ban. */
  record Left(Path file, boolean ban, String offender, Instant from) {}

  /**
   * Names the folder.
   *
   * @param folder made when it is needed
   * @param path where the scripts look for programs
   */
  Remains(Path folder, String path) {
    this.folder = folder;
    this.path = path;
  }

  Path folder() {
    return folder;
  }

  Teardown teardown() {
    return new Teardown(
        List.of(new Teardown.Step(List.of("/bin/sh", "-c", UNDO, folder.toString()), "")));
  }

  /** Whether an earlier life has begun here. */
  boolean begun() {
    return Files.exists(folder.resolve(MARK));
  }

  void begin() throws Fault {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.writeString(folder.resolve(MARK), "");
    } catch (IOException failed) {
      throw fault("written to", failed);
    }
  }

  /** Keeps how a ban is lifted. */
  void ban(Offender offender, Instant from, ShellCommand unban) throws Fault {
    String whom = URLEncoder.encode(offender.toString(), StandardCharsets.UTF_8);
    keep(file(offender), "# " + from.toEpochMilli() + " " + whom + "\n" + script(unban));
  }

  void forget(Offender offender) throws Fault {
    remove(folder.resolve(file(offender)));
  }

  /** Keeps how something else ends: {@code flush} or {@code stop} of a family. */
  void ending(String what, String family, ShellCommand command) throws Fault {
    keep(what + "-" + family, script(command));
  }

  private String script(ShellCommand command) {
    ShellCommand search = new ShellCommand(path, List.of());
    return command.nothing()
        ? ""
        : "PATH='" + search.script().replace("'", "") + "'\nexport PATH\n" + command.quoted();
  }

  private static String file(Offender offender) {
    return "ban-" + UUID.nameUUIDFromBytes(offender.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void keep(String name, String content) throws Fault {
    try {
      Files.writeString(folder.resolve(name), content);
    } catch (IOException failed) {
      throw fault("written to", failed);
    }
  }

  void remove(Path file) throws Fault {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      throw fault("written to", failed);
    }
  }

  /** What an earlier life left, in the order in which it is to be undone. */
  List<Left> left() throws Fault {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted().toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException failed) {
      throw fault("read", failed);
    }
    List<Left> left = new ArrayList<>();
    for (String kind : List.of("ban-", "flush-", "stop-")) {
      for (Path file : files) {
        if (file.getFileName().toString().startsWith(kind)) {
          left.add(left(file, kind.equals("ban-")));
        }
      }
    }
    return left;
  }

  private Left left(Path file, boolean ban) throws Fault {
    try (Stream<String> lines = Files.lines(file)) {
      String[] words = lines.findFirst().orElse("").split(" ");
      boolean known = ban && words.length == 3 && words[1].matches("-?\\d{1,18}");
      return known
          ? new Left(
              file,
              true,
              URLDecoder.decode(words[2], StandardCharsets.UTF_8),
              Instant.ofEpochMilli(Long.parseLong(words[1])))
          : new Left(file, ban, "", Instant.MIN);
    } catch (IOException | java.io.UncheckedIOException failed) {
      throw fault("read", new IOException(file + ": " + failed.getMessage(), failed));
    }
  }

  /** Since when whom, of those who were left. */
  static Map<String, Instant> bans(List<Left> left) {
    Map<String, Instant> bans = new HashMap<>();
    left.stream().filter(Left::ban).forEach(each -> bans.put(each.offender(), each.from()));
    return bans;
  }

  private Fault fault(String what, IOException failed) {
    return new Fault(
        "the folder "
            + folder
            + ", where is kept how this action's bans are lifted, cannot be "
            + what
            + ": "
            + failed
            + "; make it accessible to the user that Gaoler runs as",
        failed);
  }
}
