package org.gaoler.filter.automaton;

import java.util.List;
import org.gaoler.api.Screen;

/**
 * Decides over the bytes of a raw line which filters may match it, byte by byte with a table of
 * states that grows as lines need it. Says yes too often where an expression has what no automaton
 * can decide, and never no where it matches.
 *
 * <p>Safe from any thread; allocates only when a line leads to a new state.
 */
public final class Automaton {

  /** The lines are not decided: the table is full, or rests. */
  private static final int FULL = 0;

  private final Net net;
  private final int entry;
  private final Columns columns;
  private final int[] columnOf;

  /** The same, but what may end a line has a column of its own, with which no step is known. */
  private final int[] lineColumnOf;

  private final long decidable;
  private final States states;
  private final Patience patience = new Patience();
  private final Walk walk;
  private final Trail trail = new Trail();
  private int first;
  private int reached;

  /**
   * Makes an automaton; takes some milliseconds for each filter.
   *
   * @param languages what the filters match, at most 64
   * @param most how much memory its table may take, in bytes
   */
  public Automaton(List<Language> languages, int most) {
    Composer composer = new Composer();
    long added = 0;
    for (int i = 0; i < languages.size(); i++) {
      added |= composer.add(languages.get(i), i) ? 1L << i : 0;
    }
    decidable = added;
    net = composer.finish();
    entry = composer.entry();
    columns = Columns.of(net);
    columnOf = columns.of();
    lineColumnOf = columnOf.clone();
    lineColumnOf['\n'] = columns.width();
    lineColumnOf['\r'] = columns.width();
    states = new States(columns.width() + 1, most);
    walk = new Walk(net);
    begin();
  }

  private void begin() {
    walk.begin();
    walk.add(entry, true);
    first = target(walk.found());
    trail.begin(first);
  }

  /** The filters that it decides about, a bit for each. */
  public long decidable() {
    return decidable;
  }

  /**
   * Decides about one line.
   *
   * @param undecided what to answer if it cannot decide at present
   * @return the decidable filters that may match, a bit for each
   */
  public synchronized long candidates(byte[] bytes, int start, int end, long undecided) {
    if (patience.rests(end - start)) {
      return undecided;
    }
    walk(bytes, start, end, first, columnOf);
    return hits(reached, undecided);
  }

  /**
   * Looks in a block of lines for the next that a filter may match; faster than deciding about one
   * line after the other.
   *
   * @param from first byte of a line
   * @param end one beyond the last byte of the block
   * @param undecided what to answer for a line that it cannot decide about at present
   * @param stop is told where that line is
   */
  public synchronized void find(byte[] bytes, int from, int end, long undecided, Screen.Stop stop) {
    int passed = 0;
    int start = from;
    while (start < end) {
      boolean rests = patience.rests(0);
      int at = rests ? start : run(bytes, start, end);
      int feed = LineEnd.feed(bytes, at, end);
      int text = LineEnd.text(bytes, start, feed, end);
      patience.rests(text - start);
      long hits = rests ? undecided : hits(reached, undecided);
      if (hits != 0) {
        trail.keep();
        stop.at(passed, start, text, Math.min(end, feed + 1), hits);
        return;
      }
      passed++;
      start = feed + 1;
    }
    trail.keep();
    stop.none(passed, end);
  }

  /**
   * Takes one line of a block.
   *
   * @return how far it went: to the end of the line, unless that was decided before
   */
  private int run(byte[] bytes, int start, int end) {
    int known = trail.common(bytes, start, end);
    int at = trail.follow(bytes, start, known, end, states.next(), lineColumnOf);
    return walk(bytes, at, end, trail.row(at - start), lineColumnOf);
  }

  /** Goes on from a state to a verdict or the end; {@link #reached} is the state there. */
  private int walk(byte[] bytes, int from, int end, int state, int[] column) {
    int row = state;
    int at = from;
    while (row > 0 && at < end) {
      // most bytes are read by this loop alone: everything that it needs is at hand
      int[] next = states.next();
      int to = 1;
      while (at < end) {
        to = next[row + column[bytes[at] & 0xff]];
        if (to <= 0) {
          break;
        }
        row = to;
        at++;
      }
      if (to <= 0) {
        if (column == lineColumnOf && LineEnd.here(bytes, at, end)) {
          break;
        }
        row = to < 0 ? to : step(row, columnOf[bytes[at] & 0xff]);
        at++;
      }
    }
    reached = row;
    return at;
  }

  private int step(int row, int column) {
    int to = states.next()[row + column];
    return to == 0 ? grow(row, column) : to;
  }

  private long hits(int row, long undecided) {
    if (row == FULL) {
      return undecided;
    }
    return row < 0 ? states.filters(row) : atEnd(row);
  }

  /** A stored note is the complement, so that nothing noted is never mistaken for no filter. */
  private long atEnd(int row) {
    long note = states.ends(row);
    if (note == 0) {
      note = ~Ending.hits(net, states.members(row));
      states.ends(row, note);
    }
    return ~note;
  }

  private int grow(int row, int column) {
    int[] from = states.members(row);
    int sample = columns.samples()[column];
    walk.begin();
    for (int node : from) {
      switch (net.kind(node)) {
        case Net.EAT -> eat(node, sample);
        case Net.TAIL -> {
          if (sample >= 128) {
            walk.add(node, false);
          }
        }
        case Net.HIT -> walk.add(node, false);
        default -> {}
      }
    }
    int[] nodes = walk.found();
    if (states.room(nodes.length)) {
      int to = target(nodes);
      states.step(row, column, to);
      return to;
    }
    boolean again = patience.again();
    states.clear();
    begin();
    return again ? target(nodes) : FULL;
  }

  private void eat(int node, int sample) {
    if (sample >= 128) {
      if (net.set(node).beyond()) {
        walk.add(net.c(node), false);
      }
    } else if (net.set(node).has(sample)) {
      walk.add(net.b(node), false);
    }
  }

  private int target(int[] nodes) {
    long hits = 0;
    boolean open = false;
    for (int node : nodes) {
      boolean hit = net.kind(node) == Net.HIT;
      hits |= hit ? 1L << net.a(node) : 0;
      open |= !hit;
    }
    return open && hits != decidable ? states.row(nodes) : states.verdict(hits);
  }

  /** How many states there are now. */
  public synchronized int states() {
    return states.count();
  }

  /** How much memory it takes, in bytes. */
  public synchronized int bytes() {
    return states.bytes() + net.bytes();
  }

  /** How often the table was full and all states were forgotten. */
  public synchronized int floods() {
    return patience.floods();
  }

  /** How often lines led to new states so fast that it had to rest. */
  public synchronized int rested() {
    return patience.rested();
  }
}
