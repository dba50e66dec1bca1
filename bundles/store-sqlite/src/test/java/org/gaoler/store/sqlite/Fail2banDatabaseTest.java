package org.gaoler.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.BanArchive.Contents;
import org.gaoler.api.BanArchive.Held;
import org.gaoler.api.BanArchive.Place;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.TimeSpan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Fail2banDatabaseTest {

  private static final long BANNED = 1_795_250_000;
  private static final String DATA =
      "{\"matches\": [\"one\", \"two\"], \"failures\": 5, \"user\": \"root\"}";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("fail2ban.sqlite3");
  }

  /** Writes a database as fail2ban lays it out in one of its versions. */
  private void layOut(int version) throws SQLException {
    execute("CREATE TABLE fail2banDb (version INTEGER)");
    execute("INSERT INTO fail2banDb VALUES (" + version + ")");
    execute("CREATE TABLE jails (name TEXT, enabled INTEGER)");
    execute("CREATE TABLE logs (jail TEXT, path TEXT, firstlinemd5 TEXT, lastfilepos INTEGER)");
    String length = version < 3 ? "" : "bantime INTEGER, bancount INTEGER, ";
    execute("CREATE TABLE bans (jail TEXT, ip TEXT, timeofban INTEGER, " + length + "data JSON)");
    if (version == 4) {
      execute(
          "CREATE TABLE bips (ip TEXT, jail TEXT, timeofban INTEGER, bantime INTEGER,"
              + " bancount INTEGER, data JSON, PRIMARY KEY (ip, jail))");
    }
  }

  private void execute(String sql, Object... values) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private void ban(int version, String ip, long from, long length, Object data)
      throws SQLException {
    if (version < 3) {
      execute("INSERT INTO bans VALUES ('sshd', ?, ?, ?)", ip, from, data);
    } else {
      execute("INSERT INTO bans VALUES ('sshd', ?, ?, ?, 1, ?)", ip, from, length, data);
    }
    if (version == 4) {
      execute("INSERT OR REPLACE INTO bips VALUES (?, 'sshd', ?, ?, 1, ?)", ip, from, length, data);
    }
  }

  private Contents read() throws Fault {
    return new Fail2banDatabase().read(file);
  }

  private static Held held(String offender, long from, Optional<TimeSpan> length) {
    return new Held(
        "sshd",
        Offender.parse(offender),
        Instant.ofEpochSecond(from),
        length,
        List.of("one", "two"),
        5,
        Map.of("user", "root"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 192.0.2.1",
    "2, 2001:db8::1",
    "3, 192.0.2.1",
    "3, 2001:db8::1",
    "4, 192.0.2.0/24",
    "4, 2001:db8::/64",
    "4, user carl"
  })
  void bansOfEveryLayoutAreRead(int version, String offender) throws Exception {
    layOut(version);
    ban(version, offender, BANNED, 600, DATA);
    execute("INSERT INTO logs VALUES ('sshd', '/var/log/auth.log', 'abc', 4711)");

    Optional<TimeSpan> length = version < 3 ? Optional.empty() : Optional.of(new TimeSpan(600));
    assertThat(read())
        .isEqualTo(
            new Contents(
                List.of(held(offender, BANNED, length)),
                List.of(new Place("sshd", "/var/log/auth.log", "abc", 4711)),
                List.of()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void latestBanOfAnAddressCounts(int version) throws Exception {
    layOut(version);
    ban(version, "192.0.2.1", BANNED, 600, "{}");
    ban(version, "192.0.2.1", BANNED + 100, 700, DATA);
    execute("DELETE FROM bans WHERE timeofban < 0");

    assertThat(read().bans()).hasSize(1);
    assertThat(read().bans().get(0).from()).isEqualTo(Instant.ofEpochSecond(BANNED + 100));
    assertThat(read().bans().get(0).lines()).containsExactly("one", "two");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void negativeLengthIsPermanentAndMinusTwoUnknown(int version) throws Exception {
    layOut(version);
    ban(version, "192.0.2.1", BANNED, -1, DATA);
    ban(version, "192.0.2.2", BANNED, -2, DATA);

    assertThat(read().bans())
        .extracting(Held::length)
        .containsExactlyInAnyOrder(Optional.of(TimeSpan.PERMANENT), Optional.empty());
  }

  @Test
  void linesInPartsAreJoinedAndBytesAreText() throws Exception {
    layOut(4);
    String data = "{\"matches\": [[\"before \", \"12:00\", \" behind\"], \"r\u00f6t\\n\"]}";
    ban(4, "192.0.2.1", BANNED, 600, data.getBytes(StandardCharsets.UTF_8));

    Held held = read().bans().get(0);
    assertThat(held.lines()).containsExactly("before 12:00 behind", "r\u00f6t");
    assertThat(held.failures()).isEqualTo(2);
    assertThat(held.fields()).isEmpty();
  }

  @Test
  void whatCannotBeUnderstoodIsNamed() throws Exception {
    layOut(4);
    ban(4, "192.0.2.1", BANNED, 600, "no JSON");
    ban(4, "", BANNED, 600, DATA);
    ban(4, "192.0.2.3", BANNED, 600, null);

    assertThat(read().bans()).extracting(Held::lines).containsExactly(List.of(), List.of());
    assertThat(read().unreadable())
        .hasSize(2)
        .anyMatch(line -> line.contains("192.0.2.1"))
        .anyMatch(line -> line.contains("names nobody"));
  }

  @Test
  void otherFilesAreRefusedAndNothingIsMade() throws Exception {
    assertThatThrownBy(this::read)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(file.toString(), "no such file");
    assertThat(file).doesNotExist();
    Files.writeString(file, "no database at all");
    assertThatThrownBy(this::read)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(file.toString(), "dbfile");
    assertThatThrownBy(() -> new Fail2banDatabase().read(Path.of("fail2ban.sqlite3")))
        .hasMessageContaining("not absolute");
  }

  @Test
  void databaseInUseIsReadAndNotChanged() throws Exception {
    layOut(4);
    ban(4, "192.0.2.1", BANNED, 600, DATA);
    byte[] before = Files.readAllBytes(file);
    try (Connection running = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = running.createStatement()) {
      statement.execute("SELECT * FROM bips");
      assertThat(read().bans()).hasSize(1);
    }
    assertThat(file).hasBinaryContent(before);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }
}
