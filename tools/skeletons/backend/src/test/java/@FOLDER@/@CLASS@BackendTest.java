package @PACKAGE@;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.gaoler.api.LogBackend;
import org.gaoler.api.LogSpec;
import org.gaoler.testkit.LogBackendKit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Holds the backend to the contract of every log backend. */
final class @CLASS@BackendTest extends LogBackendKit {

  private final LogBackend backend = new @CLASS@Backend(Duration.ofMillis(5));
  private Path file;

  @BeforeEach
  void createLog(@TempDir Path folder) throws IOException {
    file = Files.createFile(folder.resolve("shop.log"));
  }

  @Override
  protected LogBackend backend() {
    return backend;
  }

  @Override
  protected LogSpec log() {
    return new LogSpec(file.toString(), "", Instant.EPOCH, false);
  }

  @Override
  protected void write(String line) throws IOException {
    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
  }
}
