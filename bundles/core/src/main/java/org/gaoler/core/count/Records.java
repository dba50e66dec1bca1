package org.gaoler.core.count;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds, makes and removes the records of offenders. A record is a chain of cells: links and what
 * it is in the first five ints, then the offender, then four ints for each mark.
 *
 * <p>Used under the budget's lock alone.
 */
final class Records {

  /** In the first cell: the record counted before this one, of the same jail. */
  static final int OLDER = 1;

  /** In the first cell: the record counted after this one, of the same jail. */
  static final int NEWER = 2;

  private static final int SAME_HASH = 0;
  private static final int REST = 3;

  /** Jail, kind of the offender, and how many ints of the last cell are unused. */
  private static final int HEAD = 4;

  private static final int PER_MARK = 4;
  private static final int UNUSED = 0xff;

  private final Cells cells;
  private final Directory directory = new Directory();
  private final int seed = ThreadLocalRandom.current().nextInt();
  private final Identity other = new Identity();
  private final Cursor cursor = new Cursor();
  private int size;

  Records(Cells cells) {
    this.cells = cells;
  }

  /** Walks along a record's ints behind its head. */
  private final class Cursor {
    private int cell;
    private int at;
    private int rest;

    void begin(int record) {
      cell = record;
      at = HEAD + 1;
      rest = REST;
    }

    boolean last() {
      return cells.get(cell, rest) == Cells.NONE;
    }

    /** Whether so few ints are left that nothing more stands there. */
    boolean ended(int unused) {
      return at + unused >= Cells.INTS && last();
    }

    private void turn() {
      if (at == Cells.INTS) {
        int next = cells.get(cell, rest);
        if (next == Cells.NONE) {
          next = cells.take();
          cells.set(next, SAME_HASH, Cells.NONE);
          cells.set(cell, rest, next);
        }
        cell = next;
        at = 1;
        rest = 0;
      }
    }

    int read() {
      turn();
      return cells.get(cell, at++);
    }

    void write(int value) {
      turn();
      cells.set(cell, at++, value);
    }

    /** Gives back all cells behind the present one. */
    void cut() {
      int next = cells.get(cell, rest);
      cells.set(cell, rest, Cells.NONE);
      while (next != Cells.NONE) {
        int after = cells.get(next, 0);
        cells.give(next);
        next = after;
      }
    }
  }

  /** How many cells a record takes. */
  static int cells(Identity identity, int marks) {
    int first = Cells.INTS - HEAD - 1;
    int rest = identity.length() + marks * PER_MARK - first;
    return 1 + (rest <= 0 ? 0 : (rest + Cells.INTS - 2) / (Cells.INTS - 1));
  }

  private int hash(int jail, Identity identity) {
    return identity.hash(seed + jail);
  }

  /** The record of an offender in a jail, or {@link Cells#NONE}. */
  int find(int jail, Identity identity) {
    int record = directory.head(directory.chain(hash(jail, identity)));
    while (record != Cells.NONE && !is(record, jail, identity)) {
      record = cells.get(record, SAME_HASH);
    }
    return record;
  }

  private boolean is(int record, int jail, Identity identity) {
    int head = cells.get(record, HEAD);
    if (head >>> 16 != jail || (head >>> 8 & 0xff) != identity.kind()) {
      return false;
    }
    cursor.begin(record);
    for (int i = 0; i < identity.length(); i++) {
      if (cursor.read() != identity.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** Makes a record without marks, to be written next. */
  int make(int jail, Identity identity) {
    if (++size > directory.size()) {
      split(directory.grow());
    }
    int record = cells.take();
    int chain = directory.chain(hash(jail, identity));
    cells.set(record, SAME_HASH, directory.head(chain));
    cells.set(record, REST, Cells.NONE);
    cells.set(record, HEAD, jail << 16 | identity.kind() << 8);
    directory.head(chain, record);
    return record;
  }

  private void split(int chain) {
    int record = directory.head(chain);
    directory.head(chain, Cells.NONE);
    while (record != Cells.NONE) {
      int next = cells.get(record, SAME_HASH);
      identity(record, other);
      int place = directory.chain(hash(jail(record), other));
      cells.set(record, SAME_HASH, directory.head(place));
      directory.head(place, record);
      record = next;
    }
  }

  /** Whose jail it is. */
  int jail(int record) {
    return cells.get(record, HEAD) >>> 16;
  }

  /** Whose record it is. */
  void identity(int record, Identity identity) {
    int kind = cells.get(record, HEAD) >>> 8 & 0xff;
    cursor.begin(record);
    int first = cursor.read();
    identity.begin(kind, Identity.length(kind, first));
    identity.set(0, first);
    for (int i = 1; i < identity.length(); i++) {
      identity.set(i, cursor.read());
    }
  }

  /** Reads the marks of a record. */
  void read(int record, Identity identity, Marks marks) {
    marks.clear();
    int unused = cells.get(record, HEAD) & UNUSED;
    cursor.begin(record);
    for (int i = 0; i < identity.length(); i++) {
      cursor.read();
    }
    while (!cursor.ended(unused)) {
      long when = Identity.both(cursor.read(), cursor.read());
      long line = Identity.both(cursor.read(), cursor.read());
      int weight = (int) (when & 0xff) | (int) (line >>> 48) << 8;
      marks.add(when >> 8, weight, line & LineRing.STORED);
    }
  }

  /** Writes offender and marks into a record; takes and gives back cells. */
  void write(int record, Identity identity, Marks marks) {
    cursor.begin(record);
    for (int i = 0; i < identity.length(); i++) {
      cursor.write(identity.get(i));
    }
    for (int i = 0; i < marks.size(); i++) {
      write(marks.when(i) << 8 | marks.weight(i) & 0xff);
      write((long) (marks.weight(i) >>> 8) << 48 | marks.line(i));
    }
    cursor.cut();
    int head = cells.get(record, HEAD) & ~UNUSED;
    cells.set(record, HEAD, head | Cells.INTS - cursor.at);
  }

  private void write(long value) {
    cursor.write((int) (value >>> 32));
    cursor.write((int) value);
  }

  /** Removes a record. */
  void remove(int record, Identity identity) {
    int chain = directory.chain(hash(jail(record), identity));
    int next = cells.get(record, SAME_HASH);
    int before = directory.head(chain);
    if (before == record) {
      directory.head(chain, next);
    } else {
      while (cells.get(before, SAME_HASH) != record) {
        before = cells.get(before, SAME_HASH);
      }
      cells.set(before, SAME_HASH, next);
    }
    cursor.begin(record);
    cursor.cut();
    cells.give(record);
    size--;
  }
}
