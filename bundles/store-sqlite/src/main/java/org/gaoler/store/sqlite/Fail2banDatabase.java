package org.gaoler.store.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaoler.api.BanArchive;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.TimeSpan;
import org.osgi.service.component.annotations.Component;
import org.sqlite.SQLiteConfig;

/** Reads fail2ban's own database, of every layout from 1 (0.9) to 4 (1.1), without changing it. */
@Component(service = BanArchive.class, property = BanArchive.FORMAT + "=fail2ban")
public final class Fail2banDatabase implements BanArchive {

  private static final int PATIENCE_MILLIS = 2000;

  /** Layouts before 3 do not tell; a database upgraded from them says so by this number. */
  private static final long UNKNOWN_LENGTH = -2;

  @Override
  public Contents read(Path file) throws Fault {
    if (!file.isAbsolute() || !Files.isReadable(file)) {
      throw new Fault(
          "cannot read "
              + file
              + ": "
              + (file.isAbsolute() ? "there is no such file, or no right to" : "not absolute")
              + "; give the whole path, as in /var/lib/fail2ban/fail2ban.sqlite3");
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(PATIENCE_MILLIS);
    try (Connection connection = config.createConnection("jdbc:sqlite:" + file)) {
      return new Reading(new Statements(connection)).contents();
    } catch (SQLException failed) {
      throw new Fault(
          "cannot read "
              + file
              + ": "
              + failed.getMessage()
              + "; it must be the database of fail2ban 0.9 or later, which its option dbfile names",
          failed);
    }
  }

  /** One reading of one database. */
  private static final class Reading {

    private final Statements statements;
    private final Set<String> tables = new HashSet<>();
    private final Set<String> columns = new HashSet<>();
    private final List<Held> bans = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    Reading(Statements statements) {
      this.statements = statements;
    }

    Contents contents() throws SQLException {
      statements.once("SELECT version FROM fail2banDb", row -> tables.add("fail2banDb"));
      statements.once(
          "SELECT name FROM sqlite_master WHERE type = 'table'",
          row -> tables.add(row.getString(1)));
      statements.once(
          "SELECT name FROM pragma_table_info('bans')", row -> columns.add(row.getString(1)));
      if (tables.contains("bips")) {
        statements.once("SELECT jail, ip, timeofban, bantime, data FROM bips", this::ban);
      } else if (columns.contains("bantime")) {
        statements.once(latest("bantime"), this::ban);
      } else if (!columns.isEmpty()) {
        statements.once(latest(Long.toString(UNKNOWN_LENGTH)), this::ban);
      }
      if (tables.contains("logs")) {
        statements.once("SELECT jail, path, firstlinemd5, lastfilepos FROM logs", this::place);
      }
      return new Contents(bans, places, unreadable);
    }

    /** Earlier layouts keep every ban; the one that counts is the latest of each address. */
    private static String latest(String length) {
      return "SELECT jail, ip, max(timeofban), " + length + ", data FROM bans GROUP BY jail, ip";
    }

    private void ban(ResultSet row) throws SQLException {
      String jail = text(row, 1);
      String who = text(row, 2);
      if (jail.isBlank() || who.isBlank()) {
        unreadable.add("a ban of jail '" + jail + "': it names nobody");
        return;
      }
      long length = row.getLong(4);
      Optional<TimeSpan> span = Optional.empty();
      if (length != UNKNOWN_LENGTH) {
        span = Optional.of(length < 0 ? TimeSpan.PERMANENT : new TimeSpan(length));
      }
      String data = text(row, 5);
      List<String> lines = valid(data) ? lines(data) : List.of();
      if (!data.isEmpty() && !valid(data)) {
        unreadable.add("the lines of the ban of " + who + " by " + jail + ": they are no JSON");
      }
      bans.add(
          new Held(
              jail,
              Offender.parse(who),
              Instant.ofEpochSecond((long) row.getDouble(3)),
              span,
              lines,
              failures(data, lines.size()),
              fields(data)));
    }

    private static String text(ResultSet row, int column) throws SQLException {
      String text = row.getString(column);
      return text == null ? "" : text;
    }

    private boolean valid(String data) throws SQLException {
      List<Boolean> answer = new ArrayList<>();
      statements.query("SELECT json_valid(?)", row -> answer.add(row.getBoolean(1)), data);
      return answer.contains(true);
    }

    /** A line is a text, or the parts before, in and behind its date. */
    private List<String> lines(String data) throws SQLException {
      List<String> lines = new ArrayList<>();
      statements.query(
          "SELECT CASE type WHEN 'array' THEN"
              + " (SELECT group_concat(value, '') FROM json_each(line.value)) ELSE value END"
              + " FROM json_each(?, '$.matches') AS line",
          row -> lines.add(text(row, 1).stripTrailing()),
          data);
      return lines;
    }

    private int failures(String data, int lines) throws SQLException {
      List<Integer> failures = new ArrayList<>();
      if (valid(data)) {
        statements.query(
            "SELECT json_extract(?, '$.failures')", row -> failures.add(row.getInt(1)), data);
      }
      return failures.isEmpty() || failures.get(0) < lines ? lines : failures.get(0);
    }

    private Map<String, String> fields(String data) throws SQLException {
      List<String> user = new ArrayList<>();
      if (valid(data)) {
        statements.query("SELECT json_extract(?, '$.user')", row -> user.add(text(row, 1)), data);
      }
      return user.isEmpty() || user.get(0).isEmpty() ? Map.of() : Map.of("user", user.get(0));
    }

    private void place(ResultSet row) throws SQLException {
      places.add(new Place(text(row, 1), text(row, 2), text(row, 3), row.getLong(4)));
    }
  }
}
