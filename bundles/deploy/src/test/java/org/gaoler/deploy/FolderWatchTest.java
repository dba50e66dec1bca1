package org.gaoler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path above;
  private Path folder;
  private FolderWatch watch;

  /** What was complete at each look. */
  private final List<Set<String>> looks = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws Exception {
    folder = Files.createDirectory(above.resolve("deploy"));
    watch = new FolderWatch(List.of(folder), this::look);
    watch.start();
    // the second look comes once the kernel was asked to tell
    awaitLooks(2);
  }

  @AfterEach
  void stop() {
    watch.close();
  }

  private void look(Set<Path> unfinished) {
    try (var files = Files.list(folder)) {
      looks.add(
          files
              .filter(file -> !unfinished.contains(file))
              .map(file -> file.getFileName().toString())
              .collect(java.util.stream.Collectors.toSet()));
    } catch (java.io.IOException gone) {
      looks.add(Set.of("no folder"));
    }
  }

  private void awaitLooks(int count) {
    Eventually.await("look " + count, SOON, () -> looks.size() >= count);
  }

  private void awaitSeen(Set<String> names) {
    Eventually.await(
        () -> names + " to be complete, not " + looks,
        SOON,
        () -> looks.get(looks.size() - 1).equals(names));
  }

  @Test
  void writtenMovedAndDeletedFilesAreNoticed() throws Exception {
    Files.writeString(folder.resolve("a.cfg"), "x = 1");
    awaitSeen(Set.of("a.cfg"));

    Path other = Files.writeString(above.resolve("b.cfg"), "x = 1");
    Files.move(other, folder.resolve("b.cfg"), StandardCopyOption.ATOMIC_MOVE);
    awaitSeen(Set.of("a.cfg", "b.cfg"));

    Files.delete(folder.resolve("a.cfg"));
    awaitSeen(Set.of("b.cfg"));
  }

  @Test
  void fileIsNotCompleteBeforeItsWriterClosesIt() throws Exception {
    try (OutputStream out = Files.newOutputStream(folder.resolve("slow.jar"))) {
      out.write(1);
      Files.writeString(folder.resolve("a.cfg"), "x = 1");
      awaitSeen(Set.of("a.cfg"));
    }
    awaitSeen(Set.of("a.cfg", "slow.jar"));
  }

  @Test
  void linkedFileIsComplete() throws Exception {
    Path other = Files.writeString(above.resolve("b.cfg"), "x = 1");
    Files.createLink(folder.resolve("hard.cfg"), other);
    Files.createSymbolicLink(folder.resolve("soft.cfg"), other);

    awaitSeen(Set.of("hard.cfg", "soft.cfg"));
  }

  @Test
  void folderThatTakesThePlaceOfTheWatchedOneIsWatched() throws Exception {
    Path fresh = Files.createDirectory(above.resolve("fresh"));
    Files.writeString(fresh.resolve("a.cfg"), "x = 1");
    Files.move(folder, above.resolve("old"));
    Files.move(fresh, folder);
    awaitSeen(Set.of("a.cfg"));

    Files.writeString(folder.resolve("b.cfg"), "x = 1");
    awaitSeen(Set.of("a.cfg", "b.cfg"));
  }

  @Test
  void nothingIsLookedAtWhenTheFolderAboveIsBusy() throws Exception {
    int before = looks.size();
    Files.writeString(above.resolve("store.db"), "x");
    Files.writeString(folder.resolve("a.cfg"), "x = 1");
    awaitSeen(Set.of("a.cfg"));

    assertThat(looks.size()).isEqualTo(before + 1);
  }

  @Test
  void ringingBringsALook() {
    int before = looks.size();
    watch.ring();
    awaitLooks(before + 1);
  }
}
