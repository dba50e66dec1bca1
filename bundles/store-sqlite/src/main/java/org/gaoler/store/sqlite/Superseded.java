package org.gaoler.store.sqlite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Marked;
import org.gaoler.api.BanStore.Window;
import org.gaoler.api.Offender;

/**
 * Leaves out failures that a later entry of the same transaction takes back: when a log is caught
 * up with, somebody's failures and the ban that clears them often come together.
 */
final class Superseded {

  private record Counted(String jail, Offender offender) {}

  private Superseded() {}

  /** The entries that make a difference, in their order. */
  static List<Entry> without(List<Entry> entries) {
    Set<Counted> replaced = new HashSet<>();
    List<Entry> kept = new ArrayList<>(entries.size());
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      boolean counts = true;
      if (entry instanceof Window window) {
        counts = replaced.add(new Counted(window.jail(), window.offender()));
      } else if (entry instanceof Marked marked) {
        counts = !replaced.contains(new Counted(marked.jail(), marked.offender()));
      }
      if (counts) {
        kept.add(entry);
      }
    }
    Collections.reverse(kept);
    return kept;
  }
}
