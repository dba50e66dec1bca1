package org.gaoler.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gaoler.api.EnforcerFactory;
import org.junit.jupiter.api.io.TempDir;

/** What every enforcer must do, for those whose outside thing is a file that an option names. */
public abstract class FileEnforcerKit extends EnforcerKit {

  private final EnforcerFactory factory;
  private final String action;
  private final String option;

  /** Where the file lies; nothing else does. */
  @TempDir protected Path folder;

  /**
   * For subclasses.
   *
   * @param factory the factory to test
   * @param action one of its names
   * @param option that which takes the path of the file
   */
  protected FileEnforcerKit(EnforcerFactory factory, String action, String option) {
    this.factory = factory;
    this.action = action;
    this.option = option;
  }

  @Override
  protected EnforcerFactory factory() {
    return factory;
  }

  @Override
  protected String action() {
    return action;
  }

  @Override
  protected Map<String, String> options() {
    return Map.of(option, folder.resolve("bans").toString());
  }

  @Override
  protected String outside() {
    try {
      return files().stream().map(FileEnforcerKit::text).collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  @Override
  protected void wipe() {
    try {
      for (Path file : files()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + folder, e);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static String text(Path file) {
    try {
      return file.getFileName() + ":\n" + Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
