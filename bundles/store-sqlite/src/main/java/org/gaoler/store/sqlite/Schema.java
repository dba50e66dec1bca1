package org.gaoler.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Brings a database to the present layout, whatever version wrote it. */
final class Schema {

  /**
   * One step per version. A step that was released is never changed: a new layout is a new step.
   * Offenders are written as their text, tokens after an equals sign.
   */
  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              "CREATE TABLE read (jail TEXT, source TEXT, identity TEXT NOT NULL,"
                  + " place INTEGER NOT NULL, PRIMARY KEY (jail, source)) WITHOUT ROWID",
              "CREATE TABLE memory (jail TEXT, source TEXT, memory TEXT NOT NULL,"
                  + " PRIMARY KEY (jail, source)) WITHOUT ROWID",
              "CREATE TABLE tally (jail TEXT, offender TEXT, marks BLOB NOT NULL,"
                  + " PRIMARY KEY (jail, offender)) WITHOUT ROWID",
              "CREATE TABLE sentence (jail TEXT, offender TEXT, since INTEGER NOT NULL,"
                  + " since_nanos INTEGER NOT NULL, until INTEGER NOT NULL,"
                  + " until_nanos INTEGER NOT NULL, origin TEXT NOT NULL, reason TEXT NOT NULL,"
                  + " lines BLOB NOT NULL, PRIMARY KEY (jail, offender)) WITHOUT ROWID",
              "CREATE TABLE pardon (jail TEXT, offender TEXT, at INTEGER NOT NULL,"
                  + " at_nanos INTEGER NOT NULL, PRIMARY KEY (jail, offender)) WITHOUT ROWID",
              "CREATE TABLE opened (jail TEXT, action TEXT, steps BLOB NOT NULL,"
                  + " PRIMARY KEY (jail, action)) WITHOUT ROWID"),
          List.of(
              "CREATE TABLE counted (jail TEXT, offender TEXT, packets INTEGER NOT NULL,"
                  + " moved INTEGER NOT NULL, cleared_packets INTEGER NOT NULL,"
                  + " cleared_bytes INTEGER NOT NULL, PRIMARY KEY (jail, offender))"
                  + " WITHOUT ROWID"),
          List.of(
              "ALTER TABLE sentence ADD COLUMN failures INTEGER",
              "ALTER TABLE sentence ADD COLUMN fields BLOB"),
          List.of(
              "CREATE TABLE owed (place INTEGER PRIMARY KEY, jail TEXT NOT NULL,"
                  + " action TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,"
                  + " at_nanos INTEGER NOT NULL, kind TEXT NOT NULL, sentence BLOB,"
                  + " UNIQUE (jail, action, id))"),
          List.of(
              "CREATE TABLE mark (id INTEGER PRIMARY KEY, jail TEXT NOT NULL,"
                  + " offender TEXT NOT NULL, at INTEGER NOT NULL, at_nanos INTEGER NOT NULL,"
                  + " weight INTEGER NOT NULL, line TEXT NOT NULL)",
              "CREATE INDEX mark_offender ON mark (jail, offender)"),
          List.of(
              "ALTER TABLE read ADD COLUMN at INTEGER NOT NULL DEFAULT 0",
              "UPDATE read SET at = strftime('%s', 'now')"));

  /** From this version on each failure that counts is a row of its own. */
  private static final int MARKS = 5;

  private Schema() {}

  /**
   * Upgrades in one transaction.
   *
   * @return false if a newer version wrote it, which is left as it is
   */
  static boolean upgrade(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int version = version(statement);
      if (version > STEPS.size()) {
        return false;
      }
      for (List<String> step : STEPS.subList(version, STEPS.size())) {
        for (String change : step) {
          statement.executeUpdate(change);
        }
      }
      if (version < MARKS) {
        PackedTally.unpack(connection);
      }
      if (version < STEPS.size()) {
        statement.executeUpdate("PRAGMA user_version = " + STEPS.size());
      }
      connection.commit();
      return true;
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet answer = statement.executeQuery("PRAGMA user_version")) {
      return answer.next() ? answer.getInt(1) : 0;
    }
  }
}
