package org.gaoler.action.blocklist;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The jails that keep their bans in one list. Safe for use by any thread. */
final class Parties {

  private final Map<String, Party> byJail = new ConcurrentSkipListMap<>();

  /** A jail keeps its bans here from now on. */
  void join(Party party) {
    byJail.put(party.jail(), party);
  }

  /**
   * A jail keeps its bans here no more; they stay.
   *
   * @return whether that was the last one
   */
  boolean leave(Party party) {
    byJail.remove(party.jail(), party);
    return byJail.isEmpty();
  }

  /** All of them, sorted by the names of their jails. */
  List<Party> all() {
    return List.copyOf(byJail.values());
  }

  Optional<Party> of(String jail) {
    return Optional.ofNullable(byJail.get(jail));
  }

  /** Has core compare the list with what is in force, for each jail. */
  void ring() {
    byJail.values().forEach(party -> party.bell().run());
  }
}
