package org.gaoler.itests.authors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gaoler.itests.netns.Command;
import org.gaoler.itests.netns.Places;

/** Whoever called sudo, or else whoever runs the tests: an author of plugins is not root. */
final class Author {

  private static final Optional<String> CALLER =
      Optional.ofNullable(System.getenv("SUDO_USER"))
          .filter(user -> System.getProperty("user.name").equals("root") && !user.equals("root"));

  private Author() {}

  /** A command line of his. */
  static Command command(String... words) {
    return CALLER
        .map(user -> Command.of("runuser", "-u", user, "--").with(words))
        .orElseGet(() -> Command.of(words));
  }

  /** A new folder of his. */
  static Path scratch() throws IOException {
    Path folder = Places.scratch();
    if (CALLER.isPresent()) {
      Files.setOwner(
          folder,
          folder
              .getFileSystem()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(CALLER.get()));
    }
    return folder;
  }

  /** Words in front of those of a shell. */
  static List<String> shell() {
    return command("bash", "--noprofile", "--norc").words();
  }
}
