package org.gaoler.core.lane;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.core.journal.Journal;

/**
 * What the lines of all lanes have led to since the last transaction, in the order in which it
 * happened. A window is stored as a whole, whichever log its failures came from: so what one lane
 * counted must neither go before what another counted earlier, nor without how far that one has
 * read.
 *
 * <p>The monitor is held while one failure is counted, and while everything is handed over. A lane
 * may take it within its own turn, never the other way round.
 */
final class Gathering implements Journal.Contributor {

  /** So many are stored without waiting for more: they take memory. */
  private static final int MANY = 10_000;

  private final Journal journal;
  private final List<Entry> effects = new ArrayList<>();
  private final Set<Lane> lanes = new LinkedHashSet<>();
  private boolean many;

  Gathering(Journal journal) {
    this.journal = journal;
  }

  /** Takes what is to be stored, in order; used under the monitor. */
  List<Entry> effects() {
    return effects;
  }

  /** Has a lane settled when the next transaction is due. */
  synchronized void expect(Lane lane) {
    lanes.add(lane);
    journal.expect(this);
    if (effects.size() > MANY && !many) {
      many = true;
      journal.hurry();
    }
  }

  /** Hands over what there is; the caller holds no lock. */
  void commit() {
    journal.append(List.of());
  }

  /** Waits for the end of the line that each lane is at, so that it can say how far it has read. */
  @Override
  public List<Entry> drain() {
    Set<Lane> paused = new LinkedHashSet<>();
    try {
      while (true) {
        synchronized (this) {
          if (paused.containsAll(lanes)) {
            return settled();
          }
        }
        unpaused(paused).forEach(lane -> pause(lane, paused));
      }
    } finally {
      paused.forEach(Lane::goOn);
    }
  }

  private static void pause(Lane lane, Set<Lane> paused) {
    lane.pause();
    paused.add(lane);
  }

  private synchronized List<Lane> unpaused(Set<Lane> paused) {
    return lanes.stream().filter(lane -> !paused.contains(lane)).toList();
  }

  private List<Entry> settled() {
    lanes.forEach(Lane::settle);
    lanes.clear();
    List<Entry> drained = List.copyOf(effects);
    effects.clear();
    many = false;
    return drained;
  }
}
