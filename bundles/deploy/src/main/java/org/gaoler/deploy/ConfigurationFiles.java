package org.gaoler.deploy;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.operate.Installed;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands configuration files to Config Admin: {@code PID.cfg} as the configuration of a PID, {@code
 * PID-instance.cfg} as instance {@code PID~instance} of a factory. A file that cannot be read
 * leaves in force what it said before.
 *
 * <p>Not safe for several threads at once.
 */
final class ConfigurationFiles {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.deploy");

  /** By this Karaf's own commands know files, and messages name them. */
  private static final String MARK = "felix.fileinstall.filename";

  private static final Pattern NAME = Pattern.compile("([^-~]+)(?:[-~](.+))?\\.cfg");

  private final ConfigurationAdmin configurations;
  private final UnaryOperator<String> properties;
  private final Runnable changed;
  private final Map<Path, Stamp> stamps = new HashMap<>();
  private final Map<Path, Installed> outcomes = new TreeMap<>();

  /**
   * Begins without files.
   *
   * @param configurations takes what the files say
   * @param properties the framework's, which values may name
   * @param changed called after each change that Config Admin has to tell somebody
   */
  ConfigurationFiles(
      ConfigurationAdmin configurations, UnaryOperator<String> properties, Runnable changed) {
    this.changed = changed;
    this.configurations = configurations;
    this.properties = properties;
  }

  /** Whether that is a name of one. */
  static boolean named(Path file) {
    return NAME.matcher(file.getFileName().toString()).matches();
  }

  /** What became of each file. */
  List<Installed> outcomes() {
    return List.copyOf(outcomes.values());
  }

  /**
   * A file is there.
   *
   * @param again whether to read it even if it is the same as before
   */
  void present(Path file, boolean again) {
    Optional<Stamp> stamp = Stamp.of(file);
    if (stamp.isEmpty()) {
      absent(file);
    } else if (again || !stamp.get().equals(stamps.get(file))) {
      stamps.put(file, stamp.get());
      tell(file, read(file));
    }
  }

  /** A file is no longer there: what it said is no longer so. */
  void absent(Path file) {
    stamps.remove(file);
    outcomes.remove(file);
    try {
      for (Configuration each : marked(mark(file))) {
        each.delete();
        changed.run();
      }
    } catch (IOException | InvalidSyntaxException | IllegalArgumentException failed) {
      LOG.error("{} was deleted, and what it said stays: {}", file, failed.toString());
    }
  }

  private Optional<String> read(Path file) {
    Optional<String> distrust = Trust.objection(file);
    if (distrust.isPresent()) {
      return Optional.of(file + " is not read: " + distrust.get());
    }
    try {
      Hashtable<String, Object> values = new Hashtable<>();
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        values.putAll(CfgText.read(reader, properties));
      }
      values.put(MARK, mark(file));
      return update(file, values);
    } catch (IOException | InvalidSyntaxException | IllegalArgumentException unreadable) {
      return Optional.of(
          file
              + " cannot be read: "
              + unreadable.getMessage()
              + "; what it said before stays in force");
    }
  }

  private Optional<String> update(Path file, Hashtable<String, Object> values)
      throws IOException, InvalidSyntaxException {
    Configuration configuration = configuration(file);
    Object other =
        configuration.getProperties() == null ? null : configuration.getProperties().get(MARK);
    if (other != null
        && !other.equals(mark(file))
        && Files.exists(Path.of(URI.create("" + other)))) {
      return Optional.of(
          file + " is not read: " + Path.of(URI.create("" + other)) + " is the same configuration");
    }
    if (configuration.updateIfDifferent(values)) {
      changed.run();
    }
    return Optional.empty();
  }

  private Configuration configuration(Path file) throws IOException {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalArgumentException("its name is not PID.cfg or PID-instance.cfg");
    }
    return name.group(2) == null
        ? configurations.getConfiguration(name.group(1), "?")
        : configurations.getFactoryConfiguration(name.group(1), name.group(2), "?");
  }

  private List<Configuration> marked(String mark) throws IOException, InvalidSyntaxException {
    String filter = "(" + MARK + "=" + mark.replaceAll("[\\\\()*]", "\\\\$0") + ")";
    Configuration[] present = configurations.listConfigurations(filter);
    return present == null ? List.of() : List.of(present);
  }

  private static String mark(Path file) {
    return file.toUri().toString();
  }

  private void tell(Path file, Optional<String> wrong) {
    wrong.ifPresent(
        line -> {
          Installed before = outcomes.get(file);
          if (before == null || !before.reason().equals(line)) {
            LOG.warn("{}", line);
          }
        });
    outcomes.put(
        file,
        new Installed(
            file,
            pid(file),
            "",
            OptionalLong.empty(),
            wrong.isPresent() ? Installed.State.REFUSED : Installed.State.ACTIVE,
            wrong.orElse("")));
  }

  private static String pid(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    boolean factory = name.matches() && name.group(2) != null;
    return factory
        ? name.group(1) + "~" + name.group(2)
        : file.getFileName().toString().replaceAll("\\.cfg$", "");
  }
}
