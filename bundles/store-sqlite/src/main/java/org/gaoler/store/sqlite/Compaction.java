package org.gaoler.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Gives pages of the file that are no longer used back to the disk: a few with a commit now and
 * then, when there are many. Does nothing between commits.
 */
final class Compaction {

  /** How often it looks, in commits. */
  private static final int EVERY = 64;

  /** So many unused pages are worth nobody's while. */
  private static final int FEW = 256;

  /** Nor are they if they are a smaller part of the file than one in so many. */
  private static final int PART = 4;

  /** How many pages are given back with one commit. */
  private static final int AT_ONCE = 1024;

  private static final int INCREMENTAL = 2;

  private final Connection connection;
  private int commits;

  Compaction(Connection connection) {
    this.connection = connection;
  }

  /**
   * Has a file keep account of its pages; one that does not yet is written anew, once.
   *
   * @param connection outside of any transaction
   */
  static void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (number(statement, "auto_vacuum") != INCREMENTAL) {
        statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
        if (number(statement, "page_count") > 0) {
          statement.execute("VACUUM");
        }
      }
    }
  }

  /** Called before every commit. */
  void step() throws SQLException {
    if (++commits % EVERY != 0) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      int unused = number(statement, "freelist_count");
      if (unused > FEW && unused > number(statement, "page_count") / PART) {
        statement.executeUpdate("PRAGMA incremental_vacuum(" + AT_ONCE + ")");
      }
    }
  }

  private static int number(Statement statement, String pragma) throws SQLException {
    try (ResultSet answer = statement.executeQuery("PRAGMA " + pragma)) {
      return answer.next() ? answer.getInt(1) : 0;
    }
  }
}
