package org.gaoler.itests.netns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things lie. {@code -Dgaoler.home} is the root of the working copy (default: the nearest
 * folder upwards that holds one), {@code -Dgaoler.servers} where servers were unpacked (default
 * {@code target/servers} there).
 */
public final class Places {

  private Places() {}

  /** The root of the working copy. */
  public static Path home() {
    String given = System.getProperty("gaoler.home");
    if (given != null) {
      return Path.of(given).toAbsolutePath();
    }
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("tools/sshd-room"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new RigException("not inside a working copy; set -Dgaoler.home");
    }
    return folder;
  }

  /**
   * A script of this project.
   *
   * @param name its file name
   * @return its path
   */
  public static Path tool(String name) {
    return home().resolve("tools").resolve(name);
  }

  /**
   * Where servers of some kind were unpacked.
   *
   * @param kind such as {@code ssh}
   * @return the folder, perhaps absent
   */
  public static Path servers(String kind) {
    String given = System.getProperty("gaoler.servers");
    Path folder = given == null ? home().resolve("target/servers") : Path.of(given);
    return folder.toAbsolutePath().resolve(kind);
  }

  /** The built distribution, unpacked. */
  public static Path distribution() {
    Path target = home().resolve("distribution/target");
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(folder -> Files.isExecutable(folder.resolve("bin/gaolerd")))
          .min(Comparator.naturalOrder())
          .orElseThrow(() -> new RigException("no built distribution in " + target));
    } catch (IOException e) {
      throw new RigException("no built distribution in " + target, e);
    }
  }

  /**
   * A program, as unpacked or else as installed.
   *
   * @param servers where programs were unpacked
   * @param name of the program
   * @return its path, or its name alone
   */
  public static String program(Path servers, String name) {
    return List.of("usr/bin", "usr/sbin", "bin", "sbin").stream()
        .map(folder -> servers.resolve("root").resolve(folder).resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElse(name);
  }

  /**
   * A new folder with a short path, since the paths of sockets are limited.
   *
   * @return the folder, empty
   */
  public static Path scratch() {
    try {
      return Files.createTempDirectory(Path.of("/tmp"), "gaoler-rig-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a file says.
   *
   * @param file perhaps absent
   * @return its text, or nothing
   */
  public static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Removes a folder with all that is in it.
   *
   * @param folder perhaps absent
   */
  public static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
