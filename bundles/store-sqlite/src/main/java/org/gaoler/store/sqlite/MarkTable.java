package org.gaoler.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.BanStore.Marked;
import org.gaoler.api.Offender;

/** Keeps the failures that count, a row for each, in the order in which they came. */
final class MarkTable {

  private final Statements statements;

  MarkTable(Statements statements) {
    this.statements = statements;
  }

  /** All of them without their lines: a year of failures need not pass through memory. */
  void read(Consumer<Entry> entries) throws SQLException {
    Shared jails = new Shared();
    statements.once(
        "SELECT jail, offender, at, at_nanos, weight FROM mark ORDER BY id",
        row -> {
          String jail = jails.text(row.getBytes(1));
          Instant when = Instant.ofEpochSecond(row.getLong(3), row.getInt(4));
          Mark mark = new Mark(when, row.getInt(5), "");
          Offender offender = OffenderText.read(new String(row.getBytes(2), UTF_8));
          entries.accept(new Marked(jail, offender, List.of(mark), Instant.MIN));
        });
  }

  /** Those of one offender with their lines. */
  List<Mark> of(String jail, String offender) throws SQLException {
    List<Mark> marks = new ArrayList<>();
    statements.query(
        "SELECT at, at_nanos, weight, line FROM mark WHERE jail = ? AND offender = ?"
            + " ORDER BY at, at_nanos, id",
        row ->
            marks.add(
                new Mark(
                    Instant.ofEpochSecond(row.getLong(1), row.getInt(2)),
                    row.getInt(3),
                    row.getString(4))),
        jail,
        offender);
    return marks;
  }

  void replace(String jail, String offender, List<Mark> marks) throws SQLException {
    statements.run("DELETE FROM mark WHERE jail = ? AND offender = ?", jail, offender);
    add(jail, offender, marks);
  }

  void extend(String jail, String offender, Marked marked) throws SQLException {
    if (marked.since().isAfter(Instant.MIN)) {
      statements.run(
          "DELETE FROM mark WHERE jail = ? AND offender = ? AND (at, at_nanos) < (?, ?)",
          jail,
          offender,
          marked.since());
    }
    add(jail, offender, marked.marks());
  }

  void add(String jail, String offender, List<Mark> marks) throws SQLException {
    for (Mark mark : marks) {
      statements.run(
          "INSERT INTO mark (jail, offender, at, at_nanos, weight, line)"
              + " VALUES (?, ?, ?, ?, ?, ?)",
          jail,
          offender,
          mark.when(),
          mark.weight(),
          mark.line());
    }
  }
}
