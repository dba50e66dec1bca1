package org.gaoler.action.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.testkit.EnforcerKit;
import org.junit.jupiter.api.io.TempDir;

/** The contract of enforcers, with commands that keep a list and cannot be asked what is in it. */
class CommandContractTest extends EnforcerKit {

  @TempDir Path folder;

  private Path list() {
    return folder.resolve("list");
  }

  @Override
  protected EnforcerFactory factory() {
    return new Scene(folder).factory();
  }

  @Override
  protected String action() {
    return "command";
  }

  @Override
  protected Map<String, String> options() {
    String file = "'" + list() + "'";
    String rest = "'" + folder.resolve("rest") + "'";
    return Map.of(
        "start", "touch " + file,
        "stop", "rm -f " + file + " " + rest,
        "check", "test -e " + file,
        "repair", "touch " + file,
        "ban", "test -e %1$s && for one in <ips>; do echo \"$one\" >>%1$s; done".formatted(file),
        "unban",
            "for one in <ips>; do grep -vxF \"$one\" <%1$s >%2$s; cat %2$s >%1$s; done"
                .formatted(file, rest));
  }

  @Override
  protected boolean readsBack() {
    return false;
  }

  @Override
  protected String outside() {
    try {
      return Files.exists(list()) ? "list:" + Files.readString(list()) : "";
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  protected void wipe() {
    try {
      Files.delete(list());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
