package org.gaoler.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InotifyTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path directory;
  private final List<String> events = new ArrayList<>();
  private Inotify inotify;

  @BeforeEach
  void open() throws Exception {
    inotify = Inotify.open();
  }

  @AfterEach
  void close() {
    inotify.close();
  }

  private void take() throws Exception {
    inotify.await(
        0, (watch, mask, name) -> events.add(watch + " " + Integer.toHexString(mask) + name));
  }

  @Test
  void eventsOfADirectoryCarryNames() throws Exception {
    int watch = inotify.watch(directory, Inotify.CREATE | Inotify.DELETE).orElseThrow();
    Path odd = directory.resolve("two words \u00fc");
    Files.createFile(odd);
    Files.delete(odd);
    take();
    assertThat(events)
        .containsExactly(watch + " 100two words \u00fc", watch + " 200two words \u00fc");
  }

  @Test
  void sameFileHasOneWatch() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    assertThat(inotify.watch(file, Inotify.MODIFY)).isEqualTo(inotify.watch(link, Inotify.ATTRIB));
    Files.writeString(file, "x");
    take();
    assertThat(events).hasSize(1);
  }

  @Test
  void forgottenWatchIsSilent() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    int watch = inotify.watch(file, Inotify.MODIFY).orElseThrow();
    inotify.forget(watch);
    inotify.forget(watch);
    Files.writeString(file, "x");
    take();
    assertThat(events).containsExactly(watch + " 8000");
  }

  @Test
  void missingFileCannotBeWatched() throws Exception {
    assertThat(inotify.watch(directory.resolve("missing"), Inotify.MODIFY)).isEmpty();
  }

  @Test
  void bellEndsTheWait() throws Exception {
    Thread waiting = new Thread(this::waitForBell);
    waiting.start();
    inotify.wake();
    Eventually.await("the wait ends", PATIENCE, () -> !waiting.isAlive());
    assertThat(events).isEmpty();
  }

  private void waitForBell() {
    try {
      inotify.await(-1, (watch, mask, name) -> events.add(name));
    } catch (java.io.IOException e) {
      events.add(e.toString());
    }
  }
}
