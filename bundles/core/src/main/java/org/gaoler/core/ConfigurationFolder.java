package org.gaoler.core;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Hands the files of the configuration folder to Config Admin at once, without waiting for whoever
 * watches the folder; marked so that the watcher knows them for its own.
 */
@Component(service = ConfigurationFolder.class)
public final class ConfigurationFolder {

  private static final String MARK = "felix.fileinstall.filename";
  private static final Pattern NAME = Pattern.compile("(org\\.gaoler[\\w.]*)(?:-(.+))?\\.cfg");
  private static final String JAILS = "org.gaoler.jail";

  private final ConfigurationAdmin configurations;
  private final File folder;
  private final UnaryOperator<String> properties;

  /**
   * Looks at the folder that {@code gaoler.etc} names.
   *
   * @param configurations takes what the files say
   * @param context for the framework's properties
   */
  @Activate
  public ConfigurationFolder(@Reference ConfigurationAdmin configurations, BundleContext context) {
    String etc = context.getProperty("gaoler.etc");
    this.configurations = configurations;
    this.properties = context::getProperty;
    this.folder = new File(etc == null ? "/etc/gaoler" : etc);
  }

  /**
   * The names of the jails that have a file.
   *
   * @return in no order; empty if the folder cannot be read
   */
  List<String> jails() {
    return Arrays.stream(files())
        .map(file -> NAME.matcher(file.getName()))
        .filter(Matcher::matches)
        .filter(name -> name.group(1).equals(JAILS) && name.group(2) != null)
        .map(name -> name.group(2))
        .toList();
  }

  private File[] files() {
    File[] files = folder.listFiles(file -> NAME.matcher(file.getName()).matches());
    return files == null ? new File[0] : files;
  }

  /**
   * Reads every file again and drops the configurations of those that are gone.
   *
   * @return one line for each that cannot be read
   */
  List<String> reread() {
    List<String> wrong = new ArrayList<>();
    for (File file : files()) {
      try {
        reread(file);
      } catch (IOException | InvalidSyntaxException | IllegalArgumentException unreadable) {
        wrong.add(file + " cannot be read: " + unreadable.getMessage());
      }
    }
    try {
      forgetGone();
    } catch (IOException | InvalidSyntaxException | IllegalArgumentException failed) {
      wrong.add("deleted files of " + folder + " cannot be dropped: " + failed.getMessage());
    }
    return wrong;
  }

  private void forgetGone() throws IOException, InvalidSyntaxException {
    Configuration[] present = configurations.listConfigurations("(" + MARK + "=*)");
    for (Configuration each : present == null ? new Configuration[0] : present) {
      File file = new File(URI.create(String.valueOf(each.getProperties().get(MARK))));
      if (folder.getAbsoluteFile().equals(file.getParentFile()) && !file.exists()) {
        each.delete();
      }
    }
  }

  private void reread(File file) throws IOException, InvalidSyntaxException {
    Hashtable<String, Object> values = new Hashtable<>();
    try (Reader reader = Files.newBufferedReader(file.toPath(), StandardCharsets.UTF_8)) {
      values.putAll(CfgText.read(reader, properties));
    }
    String mark = file.getAbsoluteFile().toURI().toString();
    values.put(MARK, mark);
    configuration(file, mark).updateIfDifferent(values);
  }

  private Configuration configuration(File file, String mark)
      throws IOException, InvalidSyntaxException {
    Configuration[] present = configurations.listConfigurations("(" + MARK + "=" + mark + ")");
    if (present != null) {
      return present[0];
    }
    Matcher name = NAME.matcher(file.getName());
    if (!name.matches()) {
      throw new IllegalArgumentException("its name is not PID.cfg or PID-instance.cfg");
    }
    return name.group(2) == null
        ? configurations.getConfiguration(name.group(1), "?")
        : configurations.getFactoryConfiguration(name.group(1), name.group(2), "?");
  }
}
