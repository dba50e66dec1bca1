package org.gaoler.core.count;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.BanStore.Marked;
import org.gaoler.api.BanStore.Window;
import org.gaoler.api.Offender;
import org.gaoler.core.count.Method.Effect;

/**
 * Counts the failures of one jail, each offender's by the lines' own times.
 *
 * <p>Safe for use by several lanes. Memory is bounded by a {@link CountingBudget} shared with the
 * other jails.
 */
public final class Windows {

  /** So many that have grown too old are forgotten with each failure. */
  private static final int SWEPT = 2;

  /** So long after a log was caught up with nobody is forgotten for being too old. */
  private static final long REPLAY_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final String name;
  private final CountingBudget budget;
  private final int jail;
  private int oldest = Cells.NONE;
  private int newest = Cells.NONE;
  private long idleSince = Method.NOTHING;
  private int size;
  private long evicted;
  private long replayed;
  private boolean replaying;

  /**
   * Starts with nothing counted.
   *
   * @param name the jail
   * @param budget the memory shared by all jails
   */
  public Windows(String name, CountingBudget budget) {
    this.name = name;
    this.budget = budget;
    synchronized (budget) {
      this.jail = budget.register(this);
    }
  }

  /**
   * Counts a failure.
   *
   * @param offender who
   * @param mark the failure
   * @param rule when it is enough
   * @param live whether it happens now, not in a log being caught up with
   * @param effects takes what the store is to be told
   * @return the outcome; if the limit is reached, the offender counts from zero again
   */
  public Tally count(Offender offender, Mark mark, Rule rule, boolean live, List<Entry> effects) {
    synchronized (budget) {
      Marks marks = budget.marks;
      int record = read(offender);
      int before = marks.size();
      long when = Moment.of(mark.when());
      long since = live ? outdated(rule, when) : Method.NOTHING;
      Effect effect =
          rule.method()
              .add(marks, when, mark.weight(), budget.lines.add(mark.line()), rule.findMicros());
      since = Math.max(since, effect.since());
      if (record == Cells.NONE && budget.isAnew()) {
        effects.add(new Window(name, offender, List.of()));
      }
      if (effect.added() >= 0 || since != Method.NOTHING) {
        effects.add(entry(offender, mark, effect, since));
      }
      int weight = marks.weight();
      if (weight >= rule.limit()) {
        Evidence evidence = evidence(Method.NOTHING);
        remove(record);
        return new Tally(weight, true, evidence);
      }
      write(record, before, effects);
      sweep(live, when - rule.findMicros(), effects);
      return new Tally(weight, false, Evidence.NONE);
    }
  }

  /**
   * Fail2ban cleans up: in operation nobody's failures are carried on who was quiet for so long.
   */
  private long outdated(Rule rule, long when) {
    Marks marks = budget.marks;
    boolean quiet = marks.size() > 0 && when - marks.newest() >= rule.findMicros();
    if (rule.method() == Method.EXACT || !quiet) {
      return Method.NOTHING;
    }
    long since = marks.newest() + 1;
    marks.clear();
    return since;
  }

  private Marked entry(Offender offender, Mark mark, Effect effect, long since) {
    List<Mark> added = new ArrayList<>(2);
    if (effect.carried()) {
      added.add(mark(0));
    }
    if (effect.added() >= 0) {
      Instant when = Moment.at(budget.marks.when(effect.added()));
      added.add(new Mark(when, mark.weight(), mark.line()));
    }
    return new Marked(name, offender, added, Moment.at(since));
  }

  private Mark mark(int at) {
    Marks marks = budget.marks;
    String line = budget.lines.get(marks.line(at)).orElse("");
    return new Mark(Moment.at(marks.when(at)), marks.weight(at), line);
  }

  /** Finds an offender and reads his marks; none if there is no record. */
  private int read(Offender offender) {
    budget.identity.of(offender);
    budget.marks.clear();
    int record = budget.records.find(jail, budget.identity);
    if (record != Cells.NONE) {
      budget.records.read(record, budget.identity, budget.marks);
    }
    return record;
  }

  private void write(int present, int before, List<Entry> forgotten) {
    int needed = Records.cells(budget.identity, budget.marks.size());
    int had = present == Cells.NONE ? 0 : Records.cells(budget.identity, before);
    if (present != Cells.NONE) {
      unlink(present);
      append(present);
    }
    budget.reserve(needed - had, present, forgotten);
    int record = present;
    if (present == Cells.NONE) {
      record = budget.records.make(jail, budget.identity);
      append(record);
      size++;
    }
    budget.records.write(record, budget.identity, budget.marks);
  }

  private void append(int record) {
    budget.cells.set(record, Records.OLDER, newest);
    budget.cells.set(record, Records.NEWER, Cells.NONE);
    if (newest == Cells.NONE) {
      oldest = record;
      idleSince = Method.NOTHING;
    } else {
      budget.cells.set(newest, Records.NEWER, record);
    }
    newest = record;
  }

  private void unlink(int record) {
    int older = budget.cells.get(record, Records.OLDER);
    int newer = budget.cells.get(record, Records.NEWER);
    if (older == Cells.NONE) {
      oldest = newer;
      idleSince = Method.NOTHING;
    } else {
      budget.cells.set(older, Records.NEWER, newer);
    }
    if (newer == Cells.NONE) {
      newest = older;
    } else {
      budget.cells.set(newer, Records.OLDER, older);
    }
  }

  private boolean remove(int record) {
    if (record == Cells.NONE) {
      return false;
    }
    unlink(record);
    budget.records.remove(record, budget.identity);
    size--;
    return true;
  }

  /** Whether there is anybody but that one. */
  boolean forgettable(int except) {
    return oldest != Cells.NONE && oldest != except;
  }

  /** When the one who was idle for longest failed last. */
  long idleSince() {
    if (idleSince == Method.NOTHING) {
      idleSince = budget.newest(oldest);
    }
    return idleSince;
  }

  void evict(List<Entry> forgotten) {
    dropOldest(forgotten);
    evicted++;
  }

  private void dropOldest(List<Entry> forgotten) {
    Instant since = Moment.at(idleSince() + 1);
    int record = oldest;
    Identity identity = budget.idle(record);
    forgotten.add(new Marked(name, identity.offender(), List.of(), since));
    unlink(record);
    budget.records.remove(record, identity);
    size--;
  }

  private void sweep(boolean live, long before, List<Entry> forgotten) {
    if (!live) {
      replaying = true;
      replayed = System.nanoTime();
      return;
    }
    boolean settled = settled();
    for (int i = 0; i < SWEPT && settled && oldest != newest && idleSince() < before; i++) {
      dropOldest(forgotten);
    }
  }

  /** Whether no log has been caught up with lately. */
  private boolean settled() {
    if (replaying && System.nanoTime() - replayed > REPLAY_NANOS) {
      replaying = false;
    }
    return !replaying;
  }

  /**
   * Forgets whoever has not failed for some time, unless a log was caught up with lately.
   *
   * @param before since when
   * @param most at most so many
   * @param forgotten takes what the store is to be told
   */
  public void tidy(Instant before, int most, List<Entry> forgotten) {
    synchronized (budget) {
      long since = Moment.of(before);
      boolean settled = settled();
      for (int i = 0; i < most && settled && oldest != Cells.NONE && idleSince() < since; i++) {
        dropOldest(forgotten);
      }
    }
  }

  /**
   * Puts back what was counted before a restart, beside what was put back already.
   *
   * @param offender who
   * @param window the failures
   * @param forgotten takes what the store is to be told if memory does not suffice
   */
  public void restore(Offender offender, List<Mark> window, List<Entry> forgotten) {
    synchronized (budget) {
      int record = read(offender);
      int before = budget.marks.size();
      for (Mark mark : window) {
        long when = Moment.of(mark.when());
        long line = mark.line().isEmpty() ? LineRing.STORED : budget.lines.add(mark.line());
        budget.marks.insert(budget.marks.place(when), when, mark.weight(), line);
      }
      if (budget.marks.size() > 0) {
        write(record, before, forgotten);
      }
    }
  }

  /**
   * Forgets an offender's failures.
   *
   * @param offender who
   * @return whether there were any
   */
  public boolean forget(Offender offender) {
    synchronized (budget) {
      return remove(read(offender));
    }
  }

  /**
   * The failures that count at a moment.
   *
   * @param offender who
   * @param now the moment
   * @param findTime how long a failure counts
   * @return those that are in memory
   */
  public Evidence marks(Offender offender, Instant now, Duration findTime) {
    synchronized (budget) {
      read(offender);
      return evidence(Moment.of(now) - new Rule(1, findTime).findMicros());
    }
  }

  private Evidence evidence(long since) {
    List<Mark> found = new ArrayList<>(budget.marks.size());
    boolean whole = true;
    for (int i = 0; i < budget.marks.size(); i++) {
      if (budget.marks.when(i) >= since && budget.marks.weight(i) > 0) {
        Optional<String> line = budget.lines.get(budget.marks.line(i));
        whole &= line.isPresent();
        found.add(mark(i));
      }
    }
    return new Evidence(found, whole);
  }

  /**
   * How many offenders are being counted, those included whose failures have grown too old.
   *
   * @return 0 or more
   */
  public int size() {
    synchronized (budget) {
      return size;
    }
  }

  /**
   * How many offenders were forgotten for want of memory.
   *
   * @return since start
   */
  public long evicted() {
    synchronized (budget) {
      return evicted;
    }
  }

  /**
   * The state of an offender's window after a failure.
   *
   * @param weight the sum of what counts, the new failure included
   * @param reached whether the limit is reached
   * @param evidence what led to it; nothing unless the limit is reached
   */
  public record Tally(int weight, boolean reached, Evidence evidence) {}
}
