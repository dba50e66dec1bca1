package org.gaoler.backend.inotify;

import org.gaoler.api.LogBackend;
import org.gaoler.testkit.FileBackendKit;
import org.junit.jupiter.api.AfterEach;

class InotifyBackendTest extends FileBackendKit {

  private final InotifyBackend backend = new InotifyBackend();

  @Override
  protected LogBackend backend() {
    return backend;
  }

  @AfterEach
  void stop() {
    backend.stop();
  }
}
