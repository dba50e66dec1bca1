package org.gaoler.backend.polling;

import java.time.Duration;
import org.gaoler.api.LogBackend;
import org.gaoler.testkit.FileBackendKit;
import org.junit.jupiter.api.AfterEach;

class PollingBackendTest extends FileBackendKit {

  private final PollingBackend backend = new PollingBackend(Duration.ofMillis(2));

  @Override
  protected LogBackend backend() {
    return backend;
  }

  @AfterEach
  void stop() {
    backend.stop();
  }
}
