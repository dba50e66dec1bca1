package org.gaoler.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.Fault;
import org.gaoler.testkit.Root;
import org.gaoler.testkit.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small disk of its own: full, then mounted read-only. */
@Tag("root")
final class FullDiskTest {

  @TempDir Path folder;
  private Path disk;
  private SqliteStore store;

  @BeforeEach
  void mountDisk() throws Exception {
    Root.required();
    Path place = Files.createDirectory(folder.resolve("disk"));
    Shell.run("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", place.toString());
    disk = place;
    store = SqliteStoreTest.store(disk);
  }

  @AfterEach
  void unmountDisk() {
    if (disk != null) {
      store.close();
      Shell.run("umount", disk.toString());
    }
  }

  @Test
  void fullDiskRefusesTheWholeCommitAndLaterCommitsGoOn() throws Exception {
    store.load();
    List<Entry> few = SqliteStoreTest.many(3);
    store.commit(few);
    assertThatThrownBy(() -> store.commit(SqliteStoreTest.many(5000)))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("gaoler.sqlite3", "full", "df -h");
    store.commit(SqliteStoreTest.many(4));
    store.close();
    assertThat(store.load()).hasSize(4);
  }

  @Test
  void readOnlyDiskIsNamedWithTheRemedy() {
    Shell.run("mount", "-o", "remount,ro", disk.toString());
    assertThatThrownBy(store::load)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(disk.toString(), "right to write");
  }

  @Test
  void diskThatBecameReadOnlyIsNamedWithTheRemedy() throws Exception {
    store.load();
    store.commit(SqliteStoreTest.many(1));
    store.close();
    Shell.run("mount", "-o", "remount,ro", disk.toString());
    assertThatThrownBy(store::load)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(disk.toString(), "right to write");
  }
}
