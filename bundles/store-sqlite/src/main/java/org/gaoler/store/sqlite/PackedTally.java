package org.gaoler.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Moves the failures that earlier versions kept packed into rows of their own. */
final class PackedTally {

  private PackedTally() {}

  static void unpack(Connection connection) throws SQLException {
    MarkTable marks = new MarkTable(new Statements(connection));
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT jail, offender, marks FROM tally")) {
        while (rows.next()) {
          marks.add(rows.getString(1), rows.getString(2), Packed.marks(rows.getBytes(3)));
        }
      }
      statement.executeUpdate("DROP TABLE tally");
    }
  }
}
