package org.gaoler.xtables;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks up the names of services in a file like {@code /etc/services}. */
public final class Services {

  private static final Path FILE = Path.of("/etc/services");

  /** Enough for a machine without package netbase. */
  private static final Map<String, Integer> WELL_KNOWN =
      Map.of(
          "ftp", 21, "ssh", 22, "smtp", 25, "domain", 53, "http", 80, "pop3", 110, "imap2", 143,
          "https", 443, "imaps", 993, "pop3s", 995);

  private final Path file;

  public Services(Path file) {
    this.file = file;
  }

  public static Services ofThisMachine() {
    return new Services(FILE);
  }

  /**
   * The port of a service.
   *
   * @param name the service's name or alias
   */
  public Optional<Integer> port(String name) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.contains(name))
          .map(line -> List.of(line.replaceFirst("#.*", "").strip().split("\\s+")))
          .filter(words -> words.size() > 1 && names(words, name))
          .map(words -> Integer.valueOf(words.get(1).replaceFirst("/.*", "")))
          .findFirst();
    } catch (IOException | RuntimeException unreadable) {
      // a minimal machine has no such file; unknown() says so if the name is not well known
      return Optional.ofNullable(WELL_KNOWN.get(name));
    }
  }

  /**
   * Why a name has no port.
   *
   * @param name the unknown name
   */
  public String unknown(String name) {
    return Files.isReadable(file)
        ? "there is no service " + name + " in " + file
        : "there is no well-known service "
            + name
            + " and no readable "
            + file
            + " (apt-get install netbase)";
  }

  private static boolean names(List<String> words, String name) {
    return words.get(0).equals(name) || words.subList(2, words.size()).contains(name);
  }
}
