package org.gaoler.action.dnsbl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Offender;
import org.gaoler.testkit.EnforcerKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of enforcers, against a real BIND whose zone others have records in too. */
final class DnsblContractTest extends EnforcerKit {

  @TempDir private static Path folder;

  private static int count;
  private Bind bind;

  @Override
  protected EnforcerFactory factory() {
    try {
      Path own = folder.resolve(Integer.toString(count++));
      own.toFile().mkdir();
      bind = new Bind(own);
      return bind.factory();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @AfterEach
  void stop() {
    if (bind != null) {
      bind.close();
    }
  }

  @Override
  protected String action() {
    return "dnsbl";
  }

  @Override
  protected Optional<Offender> refused() {
    return Optional.of(Offender.parse(Bind.REFUSED));
  }

  @Override
  protected String outside() {
    return bind.records();
  }

  @Override
  protected void wipe() {
    bind.update(
        bind.records()
            .lines()
            .filter(line -> line.matches(".* IN (A|TXT) .*"))
            .map(line -> "update delete " + line.replaceFirst(" \\d+ IN ", " "))
            .collect(Collectors.joining("\n")));
  }
}
