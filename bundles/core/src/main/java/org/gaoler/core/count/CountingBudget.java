package org.gaoler.core.count;

import java.util.ArrayList;
import java.util.List;
import org.gaoler.api.BanStore.Entry;

/**
 * The memory that all jails together may spend on counting. When it is spent, whoever was idle for
 * longest is forgotten, whatever his jail.
 */
public final class CountingBudget {

  /** One part in so many holds lines, the rest times and offenders. */
  private static final int LINES = 8;

  /** A cell and its share of the directory, in bytes. */
  private static final int PER_CELL = 4 * (Cells.INTS + 1);

  final Cells cells;
  final Records records;
  final LineRing lines;

  /** Those used by one caller at a time. */
  final Identity identity = new Identity();

  final Marks marks = new Marks();

  private final Identity idle = new Identity();
  private final Marks idleMarks = new Marks();
  private final List<Windows> jails = new ArrayList<>();
  private final long bytes;
  private boolean anew;

  /**
   * Sets the limit.
   *
   * @param bytes more than 0
   */
  public CountingBudget(long bytes) {
    this.bytes = bytes;
    this.cells = new Cells((int) Math.min((bytes - bytes / LINES) / PER_CELL, Integer.MAX_VALUE));
    this.records = new Records(cells);
    this.lines = new LineRing(bytes / LINES);
  }

  /**
   * A third of the heap.
   *
   * @return a fresh budget
   */
  public static CountingBudget ofHeap() {
    return new CountingBudget(Runtime.getRuntime().maxMemory() / 3);
  }

  /**
   * The limit.
   *
   * @return bytes
   */
  public long bytes() {
    return bytes;
  }

  /**
   * What times and offenders take now; lines take up to an eighth of the limit besides.
   *
   * @return bytes
   */
  public synchronized long used() {
    return (long) cells.used() * PER_CELL;
  }

  /**
   * What the store holds could not be read at the start, so that logs are read and counted once
   * more: whoever is counted from now on replaces what the store may hold of him.
   */
  public synchronized void startAnew() {
    anew = true;
  }

  /** Whether the store may hold what is counted once more. */
  boolean isAnew() {
    return anew;
  }

  int register(Windows jail) {
    jails.add(jail);
    return jails.size() - 1;
  }

  /** Makes room by forgetting, as long as there is anybody else. */
  void reserve(int wanted, int except, List<Entry> forgotten) {
    while (cells.left() < wanted) {
      Windows longest = null;
      for (Windows each : jails) {
        if (each.forgettable(except)
            && (longest == null || each.idleSince() < longest.idleSince())) {
          longest = each;
        }
      }
      if (longest == null) {
        return;
      }
      longest.evict(forgotten);
    }
  }

  /** When the latest failure of a record was. */
  long newest(int record) {
    records.identity(record, idle);
    records.read(record, idle, idleMarks);
    return idleMarks.newest();
  }

  /** Reads whose record it is, for somebody other than the caller. */
  Identity idle(int record) {
    records.identity(record, idle);
    return idle;
  }
}
