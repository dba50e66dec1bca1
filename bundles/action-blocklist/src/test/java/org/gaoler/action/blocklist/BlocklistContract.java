package org.gaoler.action.blocklist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.testkit.EnforcerKit;
import org.junit.jupiter.api.io.TempDir;

/** The contract of enforcers, in a list in which others have written too. */
abstract class BlocklistContract extends EnforcerKit {

  static final Map<String, String> DEFAULTS =
      Map.of(
          "path", "/nowhere/ip.blocklist.<name>",
          "format", "plain",
          "allow", "<path>.allow",
          "only", "all",
          "mode", "0644",
          "services", "ALL");

  @TempDir Path folder;

  private final String format;
  private final String foreign;

  BlocklistContract(String format, String foreign) {
    this.format = format;
    this.foreign = foreign;
  }

  static BlocklistEnforcerFactory factory(String path) {
    Map<String, String> defaults = new HashMap<>(DEFAULTS);
    defaults.put("path", path);
    return new BlocklistEnforcerFactory(defaults, Optional.empty());
  }

  private Path list() {
    return folder.resolve("ip.blocklist.kit");
  }

  @Override
  protected EnforcerFactory factory() {
    try {
      Files.writeString(list(), foreign);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
    return factory(folder + "/ip.blocklist.<name>");
  }

  @Override
  protected String action() {
    return "blocklist";
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("format", format);
  }

  @Override
  protected String outside() {
    try {
      return Files.exists(list())
          ? Files.readString(list()).replaceFirst("\"revision\": \\d+", "\"revision\": 0")
          : "";
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  @Override
  protected void wipe() {
    try {
      Files.delete(list());
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }
}
