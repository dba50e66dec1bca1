package org.gaoler.tester.subject;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gaoler.api.TimeSpan;
import org.gaoler.tester.run.Limit;
import org.gaoler.tester.source.LogFile;
import org.gaoler.tester.words.Mistake;

/**
 * A jail as its file configures it.
 *
 * @param name the jail's name
 * @param file where it stands
 * @param values its options by name
 */
record JailFile(String name, Path file, Properties values) {

  private static final String PREFIX = "org.gaoler.jail-";
  private static final String SUFFIX = ".cfg";

  /** What a jail may say of its filter, over what the filter itself and its call say. */
  private static final List<String> FILTER_OPTIONS =
      List.of(
          "usedns",
          "logtimezone",
          "datepattern",
          "maxlines",
          "prefregex",
          "failregex",
          "ignoreregex");

  /** The folder's watcher takes one backslash more away than the file's form does. */
  private static final Pattern ESCAPED = Pattern.compile("\\\\([{}\\\\])");

  /** Reads the jail of that name, if there is one. */
  static Optional<JailFile> find(Path etc, String name) throws Mistake {
    Path file = etc.resolve(PREFIX + name + SUFFIX);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      values.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new Mistake("cannot read the jail " + file + ": " + e.getMessage());
    }
    return Optional.of(new JailFile(name, file, values));
  }

  /** The names of the jails in a folder. */
  static List<String> names(Path etc) throws Mistake {
    if (!Files.isDirectory(etc)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(etc)) {
      for (Path each : files.sorted().toList()) {
        String file = each.getFileName().toString();
        if (file.startsWith(PREFIX) && file.endsWith(SUFFIX)) {
          names.add(file.substring(PREFIX.length(), file.length() - SUFFIX.length()));
        }
      }
    } catch (IOException e) {
      throw new Mistake("cannot read the folder " + etc + ": " + LogFile.reason(e));
    }
    return names;
  }

  /** The value of an option; empty if it is not set. */
  String text(String option) {
    return ESCAPED.matcher(values.getProperty(option, "").strip()).replaceAll("$1");
  }

  /** What it says of its filter. */
  Map<String, String> filterOptions() {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : FILTER_OPTIONS) {
      if (!text(option).isEmpty()) {
        options.put(option, text(option));
      }
    }
    return options;
  }

  boolean journal() {
    return List.of("journal", "systemd").contains(text("backend"));
  }

  /** When it bans. */
  Limit limit() throws Mistake {
    String retries = text("maxretry").isEmpty() ? "5" : text("maxretry");
    String span = text("findtime").isEmpty() ? "10m" : text("findtime");
    if (!retries.matches("[1-9]\\d{0,5}")) {
      throw new Mistake(file + ": maxretry = " + retries + " is wrong; accepted: 1 to 100000");
    }
    Optional<TimeSpan> findTime = TimeSpan.parse(span);
    if (findTime.isEmpty()) {
      throw new Mistake(
          file + ": findtime = " + span + " is wrong; accepted: " + TimeSpan.ACCEPTED);
    }
    return new Limit(Integer.parseInt(retries), findTime.get().seconds());
  }
}
