package org.gaoler.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Runs statements in the open transaction; each is prepared once. */
final class Statements {

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  /** Takes a row. */
  interface Row {
    void read(ResultSet row) throws SQLException;
  }

  /** Runs a statement; a moment takes two places, seconds and nanoseconds. */
  int run(String sql, Object... values) throws SQLException {
    return bound(sql, values).executeUpdate();
  }

  /** Runs a query whose rows can be understood, or the file is damaged. */
  void query(String sql, Row reading, Object... values) throws SQLException {
    try (ResultSet rows = bound(sql, values).executeQuery()) {
      while (rows.next()) {
        reading.read(rows);
      }
    } catch (RuntimeException unreadable) {
      throw new SQLiteException(sql + ": " + unreadable, SQLiteErrorCode.SQLITE_CORRUPT);
    }
  }

  /** Runs a query of which nothing is kept prepared: one that is run once. */
  void once(String sql, Row reading) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reading.read(rows);
      }
    } catch (RuntimeException unreadable) {
      throw new SQLiteException(sql + ": " + unreadable, SQLiteErrorCode.SQLITE_CORRUPT);
    }
  }

  private PreparedStatement bound(String sql, Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    int place = 0;
    for (Object value : values) {
      if (value instanceof Instant instant) {
        statement.setLong(++place, instant.getEpochSecond());
        statement.setInt(++place, instant.getNano());
      } else {
        statement.setObject(++place, value);
      }
    }
    return statement;
  }
}
