package org.gaoler.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Imposed;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.BanStore.Marked;
import org.gaoler.api.BanStore.Window;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The failures that count, in the file. */
final class MarkTableTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Offender CARL = Offender.parse("192.0.2.1");
  private static final Offender DORA = Offender.parse("2001:db8::1");

  @TempDir Path folder;
  private SqliteStore store;

  @AfterEach
  void closeStore() {
    store.close();
  }

  private List<Entry> open() throws Fault {
    store = SqliteStoreTest.store(folder);
    return store.load();
  }

  private Path file() {
    return folder.resolve("gaoler.sqlite3");
  }

  private static Entry marked(Offender offender, int second) {
    Mark mark = new Mark(NOW.plusSeconds(second), 1, "line " + second);
    return new Marked("sshd", offender, List.of(mark), Instant.MIN);
  }

  @Test
  void failuresAreLoadedInTheOrderTheyCameWithoutTheirLines() throws Exception {
    open();
    store.commit(List.of(marked(CARL, 5), marked(DORA, 3)));
    store.commit(List.of(marked(CARL, 4)));
    store.close();

    assertThat(open())
        .extracting(entry -> ((Marked) entry).offender())
        .containsExactly(CARL, DORA, CARL);
    assertThat(store.load())
        .extracting(entry -> ((Marked) entry).marks())
        .contains(List.of(new Mark(NOW.plusSeconds(4), 1, "")));
    assertThat(store.marks("sshd", CARL))
        .containsExactly(
            new Mark(NOW.plusSeconds(4), 1, "line 4"), new Mark(NOW.plusSeconds(5), 1, "line 5"));
    assertThat(store.marks("other", CARL)).isEmpty();
  }

  @Test
  void failuresThatCountNoMoreAreForgotten() throws Exception {
    open();
    store.commit(List.of(marked(CARL, 1), marked(CARL, 2), marked(DORA, 1)));
    store.commit(List.of(new Marked("sshd", CARL, List.of(), NOW.plusSeconds(2))));
    assertThat(store.marks("sshd", CARL))
        .containsExactly(new Mark(NOW.plusSeconds(2), 1, "line 2"));
    store.commit(List.of(new Window("sshd", CARL, List.of())));
    assertThat(store.marks("sshd", CARL)).isEmpty();
    assertThat(store.marks("sshd", DORA)).hasSize(1);
  }

  @Test
  void failuresThatAnEarlierVersionKeptStillCount() throws Exception {
    open();
    store.close();
    List<Mark> marks = List.of(new Mark(NOW, 2, "first"), new Mark(NOW.plusNanos(7), 1, "second"));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
      SqliteStoreTest.downgrade(connection, 4);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO tally VALUES ('sshd', '192.0.2.1', ?)")) {
        insert.setBytes(1, Packed.marks(marks));
        insert.executeUpdate();
      }
    }
    assertThat(open()).hasSize(2);
    assertThat(store.marks("sshd", CARL)).isEqualTo(marks);
  }

  @Test
  void unusedPagesAreGivenBackToTheDisk() throws Exception {
    open();
    List<Entry> marks = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      marks.add(marked(Offender.parse("2001:db8::" + Integer.toHexString(i)), i));
    }
    store.commit(marks);
    store.close();
    long full = Files.size(file());
    open();
    store.commit(
        marks.stream()
            .map(entry -> (Entry) new Window("sshd", ((Marked) entry).offender(), List.of()))
            .toList());
    for (int i = 0; i < 200; i++) {
      store.commit(SqliteStoreTest.many(1));
    }
    store.close();

    assertThat(Files.size(file())).isLessThan(full / 2);
    assertThat(open()).containsExactlyElementsOf(SqliteStoreTest.many(1));
  }

  @Test
  void fileOfAnEarlierVersionLearnsToGivePagesBack() throws Exception {
    open();
    store.commit(SqliteStoreTest.many(100));
    store.close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA auto_vacuum = NONE");
      statement.execute("VACUUM");
    }
    assertThat(open()).hasSize(100);
    store.close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet mode = statement.executeQuery("PRAGMA auto_vacuum")) {
      assertThat(mode.getInt(1)).as("2 is incremental").isEqualTo(2);
    }
  }

  @Test
  void bansOutliveDamageToTheFailures() throws Exception {
    open();
    List<Entry> bans = SqliteStoreTest.many(20);
    store.commit(bans);
    for (int i = 0; i < 500; i++) {
      store.commit(List.of(marked(Offender.parse("198.18.1." + i % 250), i)));
    }
    store.close();
    damage("SELECT pageno FROM dbstat WHERE name = 'mark' AND pagetype = 'leaf'");

    assertThat(open().stream().filter(Imposed.class::isInstance))
        .containsExactlyInAnyOrderElementsOf(bans);
    assertThat(damaged()).hasSize(1);
    store.close();
    assertThat(open()).containsExactlyInAnyOrderElementsOf(bans);
  }

  private void damage(String pages) throws Exception {
    List<Long> places = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(pages)) {
      while (rows.next()) {
        places.add((rows.getLong(1) - 1) * 4096);
      }
    }
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      for (long place : places) {
        channel.write(ByteBuffer.wrap(new byte[512]), place);
      }
    }
  }

  private List<Path> damaged() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(path -> path.toString().contains(".damaged-")).toList();
    }
  }
}
