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
 * read. The monitor is held while a block is dealt with, and while everything is handed over.
 */
final class Gathering implements Journal.Contributor {

  private final Journal journal;
  private final List<Entry> effects = new ArrayList<>();
  private final Set<Lane> lanes = new LinkedHashSet<>();

  Gathering(Journal journal) {
    this.journal = journal;
  }

  /** Takes what is to be stored, in order; used under the monitor. */
  List<Entry> effects() {
    return effects;
  }

  /** Has a lane settled when the next transaction is due; called under the monitor. */
  void expect(Lane lane) {
    lanes.add(lane);
    journal.expect(this);
  }

  /** Hands over what there is; the caller holds no lock. */
  void commit() {
    journal.append(List.of());
  }

  @Override
  public synchronized List<Entry> drain() {
    lanes.forEach(Lane::settle);
    lanes.clear();
    List<Entry> drained = List.copyOf(effects);
    effects.clear();
    return drained;
  }
}
