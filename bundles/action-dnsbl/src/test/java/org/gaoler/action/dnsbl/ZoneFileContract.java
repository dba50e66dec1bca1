package org.gaoler.action.dnsbl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.testkit.EnforcerKit;
import org.junit.jupiter.api.io.TempDir;

/** The contract of enforcers, with a file that somebody else has entries in too. */
abstract class ZoneFileContract extends EnforcerKit {

  @TempDir private Path folder;

  /** What others wrote. */
  abstract String others();

  abstract String format();

  private Path file() {
    return folder.resolve("bl.zone");
  }

  @Override
  protected EnforcerFactory factory() {
    wipe();
    Map<String, String> defaults =
        Map.of(
            "zone", Bind.ZONE,
            "answer", "127.0.0.2",
            "txt", "<ip> banned by <jail>",
            "ttl", "5m");
    return new DnsblEnforcerFactory(defaults, new Sweep("dig", "nsupdate"), Clock.systemUTC());
  }

  @Override
  protected String action() {
    return DnsblEnforcerFactory.FILE;
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("format", format(), "file", file().toString());
  }

  @Override
  protected String outside() {
    try {
      return Files.readString(file()).replaceFirst("\\d{9,}", "SERIAL");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  protected void wipe() {
    try {
      Files.writeString(file(), others());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
