package org.gaoler.backend.inotify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gaoler.api.LogBackend;
import org.gaoler.api.SourceChange.Kind;
import org.gaoler.testkit.FileBackendKit;
import org.gaoler.testkit.LineCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Everything that is asked of a backend, where the kernel tells of no change. */
class SilentFilesTest extends FileBackendKit {

  private final AtomicBoolean silent = new AtomicBoolean(true);
  private final InotifyBackend backend = new InotifyBackend(this::filesystem, Duration.ofMillis(2));

  private Optional<String> filesystem(Path path) {
    return Optional.of("nfs").filter(name -> silent.get() && path.startsWith(directory));
  }

  @Override
  protected LogBackend backend() {
    return backend;
  }

  @AfterEach
  void stop() {
    backend.stop();
  }

  @Test
  void silenceIsToldOnceWhenTheFileAppears() throws Exception {
    write("one");
    LineCollector sink = new LineCollector();
    follow(log(), sink);
    sink.awaitChange(Kind.CAUGHT_UP, 1);
    write("two");
    sink.awaitLines(2);
    assertThat(sink.changes())
        .filteredOn(change -> !change.detail().isEmpty())
        .extracting(change -> change.detail())
        .containsExactly("on nfs, which does not tell of changes; looked at every second");
  }

  @Test
  void fileThatComesToALocalDiskIsWatchedThere() throws Exception {
    LineCollector sink = new LineCollector();
    write("one");
    follow(log(), sink);
    sink.awaitLines(1);
    silent.set(false);
    write("two");
    sink.awaitLines(2);
    write("three");
    sink.awaitLines(3);
    assertThat(sink.lines()).containsExactly("one", "two", "three");
  }
}
