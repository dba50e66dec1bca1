package org.gaoler.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gaoler.api.BanStore.Counted;
import org.gaoler.api.BanStore.Ended;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Imposed;
import org.gaoler.api.BanStore.Lapsed;
import org.gaoler.api.BanStore.Marked;
import org.gaoler.api.BanStore.Memory;
import org.gaoler.api.BanStore.Opened;
import org.gaoler.api.BanStore.Owed;
import org.gaoler.api.BanStore.Read;
import org.gaoler.api.BanStore.Told;
import org.gaoler.api.BanStore.Window;
import org.gaoler.api.Notice;
import org.gaoler.api.Offender;
import org.gaoler.api.Position;
import org.gaoler.api.Sentence;
import org.gaoler.api.Teardown;
import org.gaoler.api.Traffic;

/** Writes entries into their tables and reads them back. */
final class Tables {

  private final Statements statements;
  private final Clock clock;
  private final MarkTable marks;

  Tables(Connection connection, Clock clock) {
    this.statements = new Statements(connection);
    this.clock = clock;
    this.marks = new MarkTable(statements);
  }

  /** The failures that count. */
  MarkTable marks() {
    return marks;
  }

  private interface Row {
    Entry entry(ResultSet row) throws SQLException;
  }

  /** Everything kept but the failures that count. */
  List<Entry> read() throws SQLException {
    List<Entry> entries = new ArrayList<>();
    Shared shared = new Shared();
    read(
        "SELECT jail, source, identity, place FROM read",
        row -> new Read(row.getString(1), row.getString(2), position(row)),
        entries::add);
    read(
        "SELECT jail, source, memory FROM memory",
        row -> new Memory(row.getString(1), row.getString(2), row.getString(3)),
        entries::add);
    read(
        "SELECT jail, offender, since, since_nanos, until, until_nanos, origin, reason, lines,"
            + " failures, fields FROM sentence",
        row -> new Imposed(sentence(row, shared)),
        entries::add);
    read(
        "SELECT jail, offender, at, at_nanos FROM pardon",
        row -> new Ended(row.getString(1), offender(row), instant(row, 3), true),
        entries::add);
    read(
        "SELECT jail, action, steps FROM opened",
        row ->
            new Opened(
                row.getString(1), row.getString(2), new Teardown(Packed.steps(row.getBytes(3)))),
        entries::add);
    read(
        "SELECT jail, offender, packets, moved, cleared_packets, cleared_bytes FROM counted",
        row ->
            new Counted(
                row.getString(1),
                offender(row),
                row.getLong(3),
                Instant.ofEpochSecond(row.getLong(4)),
                new Traffic(row.getLong(5), row.getLong(6))),
        entries::add);
    read(
        "SELECT jail, action, id, at, at_nanos, kind, sentence FROM owed ORDER BY place",
        Tables::owed,
        entries::add);
    return entries;
  }

  /** Forgets that bans were lifted before some moment. */
  void forgetPardons(Instant before) throws SQLException {
    run("DELETE FROM pardon WHERE at < ?", before.getEpochSecond());
  }

  /** Forgets how far logs were read that are gone and were not read since some moment. */
  void forgetVanished(Instant before) throws SQLException {
    List<String> vanished = new ArrayList<>();
    statements.query(
        "SELECT DISTINCT source FROM read WHERE at < ?",
        row -> vanished.add(row.getString(1)),
        before.getEpochSecond());
    vanished.removeIf(source -> !source.startsWith("/") || Files.exists(Path.of(source)));
    for (String source : vanished) {
      run(
          "DELETE FROM memory WHERE source = ? AND jail IN"
              + " (SELECT jail FROM read WHERE source = ? AND at < ?)",
          source,
          source,
          before.getEpochSecond());
      run("DELETE FROM read WHERE source = ? AND at < ?", source, before.getEpochSecond());
    }
  }

  /** Writes one entry in the open transaction. */
  void write(Entry entry) throws SQLException {
    if (entry instanceof Read read) {
      run(
          "INSERT OR REPLACE INTO read VALUES (?, ?, ?, ?, ?)",
          read.jail(),
          read.source(),
          read.position().identity(),
          read.position().offset(),
          clock.instant().getEpochSecond());
    } else if (entry instanceof Memory memory) {
      write(memory);
    } else if (entry instanceof Window window) {
      marks.replace(window.jail(), OffenderText.of(window.offender()), window.marks());
    } else if (entry instanceof Marked marked) {
      marks.extend(marked.jail(), OffenderText.of(marked.offender()), marked);
    } else if (entry instanceof Imposed imposed) {
      write(imposed.sentence());
    } else if (entry instanceof Ended ended) {
      write(ended);
    } else if (entry instanceof Lapsed lapsed) {
      run(
          "DELETE FROM pardon WHERE jail = ? AND offender = ? AND (at, at_nanos) < (?, ?)",
          lapsed.jail(),
          OffenderText.of(lapsed.offender()),
          lapsed.before());
    } else if (entry instanceof Opened opened) {
      write(opened);
    } else if (entry instanceof Counted counted) {
      run(
          "INSERT OR REPLACE INTO counted VALUES (?, ?, ?, ?, ?, ?)",
          counted.jail(),
          OffenderText.of(counted.offender()),
          counted.packets(),
          counted.moved().getEpochSecond(),
          counted.cleared().packets(),
          counted.cleared().bytes());
    } else if (entry instanceof Owed owed) {
      write(owed.action(), owed.notice());
    } else if (entry instanceof Told told) {
      run(
          "DELETE FROM owed WHERE jail = ? AND action = ? AND id = ?",
          told.jail(),
          told.action(),
          told.id());
    }
  }

  private void write(String action, Notice notice) throws SQLException {
    run(
        "INSERT OR REPLACE INTO owed (jail, action, id, at, at_nanos, kind, sentence)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        notice.jail(),
        action,
        notice.id(),
        notice.when(),
        notice.kind().name(),
        notice.sentence().map(PackedSentence::of).orElse(null));
  }

  private void write(Memory memory) throws SQLException {
    if (memory.memory().isEmpty()) {
      run("DELETE FROM memory WHERE jail = ? AND source = ?", memory.jail(), memory.source());
    } else {
      run(
          "INSERT OR REPLACE INTO memory VALUES (?, ?, ?)",
          memory.jail(),
          memory.source(),
          memory.memory());
    }
  }

  private void write(Sentence sentence) throws SQLException {
    String offender = OffenderText.of(sentence.offender());
    run(
        "INSERT OR REPLACE INTO sentence VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        sentence.jail(),
        offender,
        sentence.from(),
        sentence.until(),
        sentence.origin().name(),
        sentence.reason(),
        Packed.texts(sentence.lines()),
        sentence.failures(),
        sentence.fields().isEmpty() ? null : Packed.pairs(sentence.fields()));
    run("DELETE FROM pardon WHERE jail = ? AND offender = ?", sentence.jail(), offender);
  }

  private void write(Ended ended) throws SQLException {
    String offender = OffenderText.of(ended.offender());
    run("DELETE FROM sentence WHERE jail = ? AND offender = ?", ended.jail(), offender);
    run("DELETE FROM counted WHERE jail = ? AND offender = ?", ended.jail(), offender);
    if (ended.byOperator()) {
      run("INSERT OR REPLACE INTO pardon VALUES (?, ?, ?, ?)", ended.jail(), offender, ended.at());
    } else {
      run("DELETE FROM pardon WHERE jail = ? AND offender = ?", ended.jail(), offender);
    }
  }

  private void write(Opened opened) throws SQLException {
    if (opened.teardown().steps().isEmpty()) {
      run("DELETE FROM opened WHERE jail = ? AND action = ?", opened.jail(), opened.action());
    } else {
      run(
          "INSERT OR REPLACE INTO opened VALUES (?, ?, ?)",
          opened.jail(),
          opened.action(),
          Packed.steps(opened.teardown().steps()));
    }
  }

  private void run(String sql, Object... values) throws SQLException {
    statements.run(sql, values);
  }

  private void read(String sql, Row reading, Consumer<Entry> entries) throws SQLException {
    statements.once(sql, row -> entries.accept(reading.entry(row)));
  }

  private static Sentence sentence(ResultSet row, Shared shared) throws SQLException {
    List<String> lines = Packed.texts(row.getBytes(9));
    int failures = row.getInt(10);
    boolean unknown = row.wasNull();
    return new Sentence(
        shared.text(row.getBytes(1)),
        OffenderText.read(new String(row.getBytes(2), UTF_8)),
        instant(row, 3),
        instant(row, 5),
        Sentence.Origin.valueOf(shared.text(row.getBytes(7))),
        shared.text(row.getBytes(8)),
        lines,
        unknown ? lines.size() : failures,
        shared.fields(row.getBytes(11)));
  }

  private static Owed owed(ResultSet row) throws SQLException {
    return new Owed(
        row.getString(2),
        new Notice(
            row.getString(3),
            instant(row, 4),
            row.getString(1),
            Notice.Kind.valueOf(row.getString(6)),
            Optional.ofNullable(row.getBytes(7)).map(PackedSentence::read)));
  }

  private static Position position(ResultSet row) throws SQLException {
    return new Position(row.getString(3), row.getLong(4));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return Instant.ofEpochSecond(row.getLong(column), row.getLong(column + 1));
  }

  private static Offender offender(ResultSet row) throws SQLException {
    return OffenderText.read(row.getString(2));
  }
}
