package org.gaoler.itests.filters;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gaoler.itests.netns.Places;
import org.junit.jupiter.api.Assumptions;

/**
 * The fail2ban of the tests: Debian's package, downloaded and unpacked, never installed; or what
 * {@code -Dgaoler.fail2ban} names.
 */
public final class Fail2ban {

  private static final long UNPACK_SECONDS = 180;
  private static final Optional<FailTree> TREE = unpack();

  private Fail2ban() {}

  /** The package; a test that cannot have it is left out. */
  public static FailTree tree() {
    Assumptions.assumeTrue(TREE.isPresent(), "Debian's package fail2ban could not be downloaded");
    return TREE.get();
  }

  private static Optional<FailTree> unpack() {
    String other = System.getProperty("gaoler.fail2ban");
    if (other != null) {
      return Optional.of(FailTree.at(Path.of(other)));
    }
    try {
      Path folder = Places.servers("fail2ban");
      Files.createDirectories(folder);
      File said = Files.createTempFile("unpack", ".out").toFile();
      Process unpack =
          new ProcessBuilder("tools/unpack", folder.toString(), "fail2ban")
              .directory(Places.home().toFile())
              .redirectErrorStream(true)
              .redirectOutput(said)
              .start();
      boolean done = unpack.waitFor(UNPACK_SECONDS, TimeUnit.SECONDS) && unpack.exitValue() == 0;
      System.out.print(Files.readString(said.toPath()));
      said.delete();
      return done ? Optional.of(FailTree.at(FailTree.unpacked())) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
