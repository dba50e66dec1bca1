package org.gaoler.itests.crash;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gaoler.itests.netns.Places;
import org.sqlite.JDBC;

/**
 * What a store holds, read by other means than Gaoler's from a copy of its files.
 *
 * @param counting numbers of the lines that count, by address
 * @param banned numbers of the lines that led to each ban, by address
 * @param places how far each log was read
 */
record Stored(
    Map<String, List<Long>> counting, Map<String, List<Long>> banned, Map<Path, Place> places) {

  /**
   * How far a log was read.
   *
   * @param inode of the file that is meant
   * @param offset in bytes
   */
  record Place(String inode, long offset) {}

  /** Files of the database. */
  static final List<String> FILES = List.of("gaoler.sqlite3", "gaoler.sqlite3-wal");

  /**
   * Reads it.
   *
   * @param data the folder
   * @throws SQLException if it is damaged
   */
  static Stored in(Path data) throws IOException, SQLException {
    Path copy = Places.scratch();
    try {
      for (String name : FILES) {
        if (Files.exists(data.resolve(name))) {
          Files.copy(data.resolve(name), copy.resolve(name));
        }
      }
      try (Connection connection = open(copy.resolve(FILES.get(0)));
          Statement statement = connection.createStatement()) {
        check(statement);
        return read(statement);
      }
    } finally {
      Places.remove(copy);
    }
  }

  /** Opens a database as it is. */
  static Connection open(Path file) throws SQLException {
    return JDBC.createConnection(JDBC.PREFIX + file, new Properties());
  }

  private static void check(Statement statement) throws SQLException {
    try (ResultSet answer = statement.executeQuery("PRAGMA integrity_check")) {
      if (!answer.next() || !answer.getString(1).equals("ok")) {
        throw new SQLException("the store is damaged: " + answer.getString(1));
      }
    }
  }

  private static Stored read(Statement statement) throws SQLException, IOException {
    Stored stored = new Stored(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    try (ResultSet tables =
        statement.executeQuery("SELECT count(*) FROM sqlite_master WHERE name = 'mark'")) {
      if (tables.getInt(1) == 0) {
        return stored;
      }
    }
    try (ResultSet row = statement.executeQuery("SELECT offender, line FROM mark ORDER BY id")) {
      while (row.next()) {
        stored
            .counting
            .computeIfAbsent(NumberedLines.plain(row.getString(1)), first -> new ArrayList<>())
            .add(NumberedLines.number(row.getString(2)));
      }
    }
    try (ResultSet row = statement.executeQuery("SELECT offender, lines FROM sentence")) {
      while (row.next()) {
        String who = NumberedLines.plain(row.getString(1));
        List<Long> beside = stored.counting.getOrDefault(who, List.of());
        List<String> lines = lines(row.getBytes(2));
        boolean concluded = beside.isEmpty() || !lines.contains("");
        stored.banned.put(who, concluded ? numbers(lines) : union(numbers(lines), beside));
        if (!concluded) {
          stored.counting.remove(who);
        }
      }
    }
    try (ResultSet row = statement.executeQuery("SELECT source, identity, place FROM read")) {
      while (row.next()) {
        String inode = row.getString(2).split(":")[1];
        stored.places.put(Path.of(row.getString(1)), new Place(inode, row.getLong(3)));
      }
    }
    return stored;
  }

  /** Lines behind their number, each behind its length. */
  private static List<String> lines(byte[] packed) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed));
    List<String> lines = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      lines.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
    }
    return lines;
  }

  private static List<Long> numbers(List<String> lines) {
    return lines.stream().filter(line -> !line.isEmpty()).map(NumberedLines::number).toList();
  }

  /**
   * A ban some of whose lines were still to be read is stored beside the failures that led to it.
   */
  private static List<Long> union(List<Long> ban, List<Long> beside) {
    return Stream.concat(ban.stream(), beside.stream()).distinct().toList();
  }

  /** Every number with its address; one that was counted twice is there twice. */
  Stream<Map.Entry<Long, String>> numbers() {
    return Stream.of(counting, banned)
        .flatMap(part -> part.entrySet().stream())
        .flatMap(each -> each.getValue().stream().map(number -> Map.entry(number, each.getKey())));
  }

  /** Whether all logs were read to their ends. */
  boolean caughtUpWith(List<Path> logs) throws IOException {
    for (Path log : logs) {
      String inode = Files.getAttribute(log, "unix:ino").toString();
      long size = Files.size(log);
      boolean read = new Place(inode, size).equals(places.get(log));
      if (!read && (size > 0 || !places.containsKey(log))) {
        return false;
      }
    }
    return true;
  }
}
