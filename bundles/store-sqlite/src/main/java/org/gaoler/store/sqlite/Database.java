package org.gaoler.store.sqlite;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import org.gaoler.api.Fault;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** One open database file: set up to lose nothing that was committed, and to need little memory. */
final class Database implements AutoCloseable {

  private static final FileAttribute<?> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Connection connection;
  private final Tables tables;
  private final Compaction compaction;

  private Database(Connection connection, Clock clock) {
    this.connection = connection;
    this.tables = new Tables(connection, clock);
    this.compaction = new Compaction(connection);
  }

  /** The file of the log that SQLite writes ahead; it is there after a crash only. */
  static Path log(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  /**
   * Opens a database, making file and folder if there are none.
   *
   * @param file where
   * @param cache page cache in KiB
   * @param clock the present
   * @throws Fault if the folder cannot be made or a newer version wrote the file
   * @throws SQLException if it cannot be opened, or is damaged
   */
  static Database open(Path file, int cache, Clock clock) throws Fault, SQLException {
    prepare(file);
    boolean crashed = Files.exists(log(file));
    Connection connection = JDBC.createConnection(JDBC.PREFIX + file, properties());
    try {
      tune(connection, cache);
      if (crashed) {
        check(connection);
      }
      Compaction.prepare(connection);
      connection.setAutoCommit(false);
      if (!Schema.upgrade(connection)) {
        throw new Fault(
            "cannot read "
                + file
                + ": a newer version of gaoler wrote it; install that one, or"
                + " move the file away to begin anew");
      }
      return new Database(connection, clock);
    } catch (SQLException | Fault failed) {
      connection.close();
      throw failed;
    }
  }

  /** Nobody asks for the keys of new rows, which the driver would look up after each. */
  private static Properties properties() {
    Properties properties = new Properties();
    properties.setProperty(SQLiteConfig.Pragma.JDBC_GET_GENERATED_KEYS.pragmaName, "false");
    return properties;
  }

  Tables tables() {
    return tables;
  }

  void commit() throws SQLException {
    compaction.step();
    connection.commit();
  }

  /** Closes; what was not committed is taken back. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static void prepare(Path file) throws Fault {
    Path folder = file.toAbsolutePath().getParent();
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, PRIVATE_FOLDER);
      }
      if (!Files.exists(file)) {
        Files.createFile(file, PRIVATE_FILE);
      }
      if (!Files.isWritable(file) || !Files.isWritable(folder)) {
        throw new AccessDeniedException(file + " or its folder is read-only");
      }
    } catch (IOException failed) {
      throw new Fault(
          "cannot write "
              + file
              + ": "
              + failed
              + "; give the user gaoler runs as the right to"
              + " write in "
              + folder
              + ", or set gaoler.data to another folder",
          failed);
    }
  }

  /**
   * An exclusive lock keeps a second instance out and the index of the log in memory; without it
   * there would be another file.
   */
  private static void tune(Connection connection, int cache) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String pragma :
          List.of(
              "busy_timeout = 1000",
              "locking_mode = EXCLUSIVE",
              "cache_size = -" + Math.max(cache, 64),
              "mmap_size = 0",
              "temp_store = MEMORY",
              "journal_mode = WAL",
              "synchronous = FULL",
              "journal_size_limit = 1048576")) {
        statement.execute("PRAGMA " + pragma);
      }
    }
  }

  private static void check(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("PRAGMA quick_check(1)")) {
      String found = answer.next() ? answer.getString(1) : "no answer";
      if (!found.equals("ok")) {
        throw new SQLiteException(found, SQLiteErrorCode.SQLITE_CORRUPT);
      }
    }
  }
}
