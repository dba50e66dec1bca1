package org.gaoler.action.dnsbl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gaoler.testkit.Root;
import org.gaoler.testkit.Shell;

/** Programs of Debian packages, downloaded and unpacked once and never installed. */
final class Unpacked {

  private final Path root;
  private final String libraries;

  private Unpacked(Path root) throws IOException {
    this.root = root;
    try (Stream<Path> files = Files.walk(root)) {
      this.libraries =
          files
              .filter(file -> file.getFileName().toString().contains(".so"))
              .map(file -> file.getParent().toString())
              .distinct()
              .collect(Collectors.joining(":"));
    }
  }

  /** Leaves the test out if they cannot be downloaded. */
  static Unpacked packages(String kind, String... names) throws IOException {
    Path home = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(home.resolve("tools/unpack"))) {
      home = home.getParent();
    }
    Path folder = home.resolve("target/servers").resolve(kind);
    Files.createDirectories(folder.getParent());
    List<String> command = new ArrayList<>();
    command.add(home.resolve("tools/unpack").toString());
    command.add(folder.toString());
    command.addAll(List.of(names));
    Shell.Result result = Shell.result(command, "");
    Root.required(result.status() == 0, "needs Debian's " + kind + ": " + result.output());
    return new Unpacked(folder.resolve("root"));
  }

  /** The words of a command that runs a program. */
  List<String> command(String program) {
    return List.of(
        "/usr/bin/env",
        "LD_LIBRARY_PATH=" + libraries,
        Stream.of("usr/sbin", "usr/bin")
            .map(folder -> root.resolve(folder).resolve(program))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow()
            .toString());
  }

  /** A command with arguments. */
  List<String> command(String program, String... arguments) {
    return Stream.concat(command(program).stream(), Stream.of(arguments)).toList();
  }
}
