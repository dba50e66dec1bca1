package org.gaoler.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaoler.api.BanStore.Ended;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Imposed;
import org.gaoler.api.BanStore.Lapsed;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.BanStore.Marked;
import org.gaoler.api.BanStore.Memory;
import org.gaoler.api.BanStore.Owed;
import org.gaoler.api.BanStore.Read;
import org.gaoler.api.BanStore.Told;
import org.gaoler.api.BanStore.Window;
import org.gaoler.api.Fault;
import org.gaoler.api.Notice;
import org.gaoler.api.Offender;
import org.gaoler.api.Position;
import org.gaoler.api.Sentence;
import org.gaoler.testkit.RememberingStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqliteStoreTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private static final Offender CARL = Offender.parse("192.0.2.1");
  private static final Offender DORA = Offender.parse("2001:db8::1");

  @TempDir Path folder;
  private SqliteStore store;

  @AfterEach
  void closeStore() {
    if (store != null) {
      store.close();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void keepsWhatTheModelKeepsWheneverItIsReopened(long seed) throws Exception {
    RandomEntries random = new RandomEntries(seed);
    RememberingStore model = new RememberingStore();
    open();
    for (int i = 0; i < 60; i++) {
      List<Entry> batch = random.batch();
      store.commit(batch);
      model.commit(batch);
      if (i % 20 == 0) {
        store.close();
        assertThat(gathered(open())).isEqualTo(gathered(model.load()));
      }
    }
    store.close();
    assertThat(gathered(open())).isEqualTo(gathered(model.load()));
  }

  /** All entries, the failures of each offender together and with their lines. */
  private Set<Object> gathered(List<Entry> entries) throws Fault {
    Set<Object> gathered = new HashSet<>();
    for (Entry entry : entries) {
      if (entry instanceof Marked marked) {
        List<Mark> marks = store.marks(marked.jail(), marked.offender());
        gathered.add(new Gathered(marked.jail(), marked.offender(), Set.copyOf(marks)));
      } else if (entry instanceof Window window) {
        Set<Mark> marks = Set.copyOf(window.marks());
        gathered.add(new Gathered(window.jail(), window.offender(), marks));
      } else {
        assertThat(gathered.add(entry)).isTrue();
      }
    }
    return gathered;
  }

  private record Gathered(String jail, Offender offender, Set<Mark> marks) {}

  /** Takes back the steps of later versions. */
  static void downgrade(Connection connection, int version) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("ALTER TABLE read DROP COLUMN at");
      statement.executeUpdate("DROP TABLE mark");
      statement.executeUpdate(
          "CREATE TABLE tally (jail TEXT, offender TEXT, marks BLOB NOT NULL,"
              + " PRIMARY KEY (jail, offender)) WITHOUT ROWID");
      statement.executeUpdate("PRAGMA user_version = " + version);
    }
  }

  @Test
  void placeInALogIsForgottenAfterItsRetentionIfTheLogIsGone() throws Exception {
    Path there = Files.createFile(folder.resolve("there.log"));
    Position position = new Position("1:2:3.0#4:5", 4);
    Entry present = new Read("sshd", there.toString(), position);
    Entry journal = new Read("sshd", "journal", position);
    Entry gone = new Read("sshd", folder.resolve("gone.log").toString(), position);
    Entry memory = new Memory("sshd", folder.resolve("gone.log").toString(), "open sessions");
    open();
    store.commit(List.of(present, journal, gone, memory));
    store.close();

    assertThat(openAfter(86_399 * 30)).containsExactlyInAnyOrder(present, journal, gone, memory);
    store.close();
    assertThat(openAfter(86_401 * 30)).containsExactlyInAnyOrder(present, journal);
  }

  @Test
  void liftedBanIsForgottenOnlyIfItWasLiftedBefore() throws Exception {
    open();
    store.commit(List.of(new Ended("sshd", CARL, NOW, true), new Ended("sshd", DORA, NOW, true)));
    store.commit(
        List.of(
            new Lapsed("sshd", CARL, NOW.plusNanos(1)),
            new Lapsed("sshd", DORA, NOW),
            new Lapsed("other", DORA, NOW.plusNanos(1))));
    store.close();

    assertThat(open()).containsExactly(new Ended("sshd", DORA, NOW, true));
  }

  @Test
  void newStoreIsEmptyAndItsFilesArePrivate() throws Exception {
    folder = folder.resolve("made/by/store");
    assertThat(open()).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void operatorsUnbanIsForgottenAfterItsRetention() throws Exception {
    open();
    Offender offender = Offender.parse("192.0.2.1");
    store.commit(List.of(new Ended("old", offender, NOW.minusSeconds(86_401 * 30), true)));
    Entry fresh = new Ended("young", offender, NOW.minusSeconds(86_399 * 30), true);
    store.commit(List.of(fresh));
    store.close();
    assertThat(open()).containsExactly(fresh);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 4096, 8192, 20_000})
  void fileCutByPowerLossIsSetAside(int length) throws Exception {
    open();
    store.commit(many(200));
    store.close();
    try (FileChannel cut = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      cut.truncate(length);
    }
    assertThat(open()).isEmpty();
    assertWorks();
    assertThat(damaged()).as("an almost empty file is as good as new").hasSize(length < 2 ? 0 : 1);
  }

  @Test
  void fileOfGarbageIsKeptAsideUnderItsTime() throws Exception {
    byte[] garbage =
        "no database at all, but long enough to look like one "
            .repeat(200)
            .getBytes(StandardCharsets.UTF_8);
    Files.write(file(), garbage);
    assertThat(open()).isEmpty();
    assertWorks();
    assertThat(folder.resolve("gaoler.sqlite3.damaged-20261120-120000")).hasBinaryContent(garbage);
  }

  @Test
  void overwrittenPageIsNoticed() throws Exception {
    open();
    store.commit(many(500));
    store.close();
    long size = Files.size(file());
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      for (long at = 4096; at < size; at += 4096) {
        channel.write(ByteBuffer.wrap(new byte[512]), at);
      }
    }
    assertThat(open()).isEmpty();
    assertThat(damaged()).hasSize(1);
    assertWorks();
  }

  @Test
  void fileOfANewerVersionIsRefusedAndLeftAlone() throws Exception {
    open();
    store.close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA user_version = 99");
    }
    byte[] before = Files.readAllBytes(file());
    assertThatThrownBy(this::open)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(file().toString(), "newer version");
    assertThat(file()).hasBinaryContent(before);
  }

  @Test
  void sentenceOfAnEarlierVersionCountsItsLines() throws Exception {
    open();
    List<Entry> kept = many(3);
    store.commit(kept);
    store.close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("ALTER TABLE sentence DROP COLUMN failures");
      statement.executeUpdate("ALTER TABLE sentence DROP COLUMN fields");
      statement.executeUpdate("DROP TABLE owed");
      downgrade(connection, 2);
    }
    assertThat(open()).containsExactlyInAnyOrderElementsOf(kept);
  }

  @Test
  void noticesAreKeptInOrderUntilToldAndOutliveTheirSentence() throws Exception {
    open();
    List<Entry> bans = many(20);
    List<Entry> owed = new ArrayList<>();
    for (int i = 0; i < bans.size(); i++) {
      Sentence sentence = ((Imposed) bans.get(i)).sentence();
      Notice notice = new Notice("id-" + i, NOW, "sshd", Notice.Kind.BAN, Optional.of(sentence));
      owed.add(new Owed("mail", notice));
      store.commit(List.of(bans.get(i), owed.get(i)));
      store.commit(List.of(new Ended("sshd", sentence.offender(), NOW, false)));
    }
    store.commit(List.of(new Told("sshd", "mail", "id-0"), new Told("sshd", "other", "id-1")));
    store.close();
    assertThat(open()).isEqualTo(owed.subList(1, owed.size()));
  }

  @Test
  void accountsThatManyTryAreInMemoryOnce() throws Exception {
    open();
    Map<String, String> fields = Map.of("user", "root", "port", "22");
    store.commit(
        many(2).stream()
            .map(entry -> ((Imposed) entry).sentence())
            .map(each -> (Entry) new Imposed(with(each, fields)))
            .toList());
    store.close();
    List<Map<String, String>> read =
        open().stream().map(entry -> ((Imposed) entry).sentence().fields()).toList();
    assertThat(read).containsOnly(fields);
    assertThat(read.get(0)).isSameAs(read.get(1));
    store.close();
    List<Sentence> sentences = open().stream().map(e -> ((Imposed) e).sentence()).toList();
    assertThat(sentences.get(0).reason()).isSameAs(sentences.get(1).reason());
    assertThat(sentences.get(0).jail()).isSameAs(sentences.get(1).jail());
  }

  private static Sentence with(Sentence sentence, Map<String, String> fields) {
    return new Sentence(
        sentence.jail(),
        sentence.offender(),
        sentence.from(),
        sentence.until(),
        sentence.origin(),
        sentence.reason(),
        sentence.lines(),
        7,
        fields);
  }

  @Test
  void secondStoreOnTheSameFileIsRefused() throws Exception {
    open();
    store.commit(many(1));
    SqliteStore second = store(folder);
    assertThatThrownBy(second::load)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(file().toString(), "another program", "fuser");
    second.close();
  }

  @Test
  void folderThatCannotBeMadeIsNamedWithTheRemedy() throws Exception {
    Path plain = Files.createFile(folder.resolve("plain"));
    store = store(plain.resolve("data"));
    assertThatThrownBy(store::load)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(plain.resolve("data").toString(), "gaoler.data");
  }

  @Test
  void wrongRetentionIsNamedWithWhatIsAccepted() {
    store = new SqliteStore(folder, "10q", 512, Clock.systemUTC());
    assertThatThrownBy(store::load)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("retention", "10q", "accepted");
  }

  @Test
  void closedStoreOpensAgainByItself() throws Exception {
    open();
    store.close();
    store.commit(many(1));
    assertThat(store.load()).hasSize(1);
  }

  static List<Entry> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Imposed(
                    new Sentence(
                        "sshd",
                        Offender.parse("198.18." + i / 256 + "." + i % 256),
                        NOW,
                        NOW.plusSeconds(600),
                        Sentence.Origin.LOG,
                        "5 failures",
                        List.of("Failed password for root from 198.18.0.1 port 22 ssh2"))))
        .map(Entry.class::cast)
        .toList();
  }

  private void assertWorks() throws Fault {
    Entry entry = new Read("sshd", "/var/log/auth.log", new Position("1:2", 3));
    store.commit(List.of(entry));
    store.close();
    assertThat(open()).containsExactly(entry);
  }

  private List<Entry> open() throws Fault {
    store = store(folder);
    return store.load();
  }

  private List<Entry> openAfter(long seconds) throws Fault {
    store = store(folder, NOW.plusSeconds(seconds));
    return store.load();
  }

  static SqliteStore store(Path folder) {
    return store(folder, NOW);
  }

  private static SqliteStore store(Path folder, Instant now) {
    return new SqliteStore(folder, "30d", 512, Clock.fixed(now, ZoneOffset.UTC));
  }

  private Path file() {
    return folder.resolve("gaoler.sqlite3");
  }

  private List<Path> damaged() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(path -> path.toString().contains(".damaged-")).toList();
    }
  }
}
