package org.gaoler.itests.filters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gaoler.itests.netns.Places;
import org.gaoler.itests.netns.RigException;

/**
 * A fail2ban to compare with: an unpacked Debian package, or a source tree.
 *
 * @param python the folder that holds the Python package {@code fail2ban}
 * @param config the folder that holds {@code filter.d}
 */
public record FailTree(Path python, Path config) {

  /**
   * Finds the parts of a fail2ban.
   *
   * @param root where a Debian package was unpacked, or a source tree
   * @return its parts
   */
  static FailTree at(Path root) {
    Path installed = root.resolve("usr/lib/python3/dist-packages");
    FailTree tree =
        Files.isDirectory(installed)
            ? new FailTree(installed, root.resolve("etc/fail2ban"))
            : new FailTree(root, root.resolve("config"));
    if (!Files.isDirectory(tree.logs()) || !Files.isDirectory(tree.config.resolve("filter.d"))) {
      throw new RigException(
          "no fail2ban with filters and sample logs in "
              + root
              + "; tools/unpack target/servers/fail2ban fail2ban");
    }
    return tree;
  }

  /** Where {@code verify} unpacks the Debian package. */
  static Path unpacked() {
    return Places.servers("fail2ban").resolve("root");
  }

  /** The annotated sample logs. */
  Path logs() {
    return python.resolve("fail2ban/tests/files/logs");
  }

  /** The configuration of the package's own tests. */
  Path testConfig() {
    return python.resolve("fail2ban/tests/config");
  }

  /** The release, such as {@code 1.0.2}. */
  String version() {
    Matcher version =
        Pattern.compile("(?m)^version = ['\"]([^'\"]+)")
            .matcher(text(python.resolve("fail2ban/version.py")));
    return version.find() ? version.group(1) : "?";
  }

  /** The stock filters, without files that are only included. */
  List<String> filters() {
    return names(config, name -> !name.endsWith("common.conf"));
  }

  /** All samples: of the stock filters, and of the test suite's filters if they can be read. */
  List<Play> plays() {
    List<Play> plays = new ArrayList<>();
    for (String filter : filters()) {
      plays.addAll(SampleLog.read(this, filter, false));
    }
    // They include a stock file by its place in the source tree, which a package does not have.
    if (Files.isDirectory(python.resolve("config/filter.d"))) {
      for (String filter : names(testConfig(), name -> name.startsWith("zzz-"))) {
        plays.addAll(SampleLog.read(this, filter, true));
      }
    }
    return plays;
  }

  private static List<String> names(Path config, Predicate<String> wanted) {
    try (Stream<Path> files = Files.list(config.resolve("filter.d"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".conf") && !name.startsWith(".") && wanted.test(name))
          .map(name -> name.substring(0, name.length() - ".conf".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
