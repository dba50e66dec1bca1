package org.gaoler.core.jail;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gaoler.api.Ban;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.Sentence;
import org.gaoler.core.docket.Docket;
import org.gaoler.core.docket.Strangers;
import org.gaoler.core.journal.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over the bans that firewalls hold when the store was lost: as sentences that are no
 * convictions. With an intact store such bans are removed once the logs are caught up with.
 */
final class Adoption {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  private final Docket docket;
  private final Journal journal;
  private final Clock clock;
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private volatile boolean lost;

  Adoption(Docket docket, Journal journal, Clock clock) {
    this.docket = docket;
    this.journal = journal;
    this.clock = clock;
  }

  /** The store remembers nothing at all. */
  void storeLost() {
    lost = true;
  }

  /**
   * Decides about the strangers of one enforcer.
   *
   * @param action as written, with its options
   */
  Strangers strangers(Jail jail, String action) {
    boolean adopts = lost && asked.add(jail.name() + '\n' + action);
    return new Strangers() {
      @Override
      public Fate fate(org.gaoler.api.Offender offender, boolean first) {
        if (jail.forgiven(offender, Instant.MIN)) {
          return Fate.REMOVE;
        } else if (adopts && first) {
          return Fate.ADOPT;
        }
        return jail.replayed() ? Fate.REMOVE : Fate.LEAVE;
      }

      @Override
      public boolean settled() {
        return jail.replayed();
      }

      @Override
      public void adopt(List<Ban> found) {
        Adoption.this.adopt(jail.name(), action, found);
      }
    };
  }

  private void adopt(String jail, String action, List<Ban> found) {
    Instant now = clock.instant();
    List<Entry> entries = new ArrayList<>(found.size());
    for (Ban ban : found) {
      Sentence sentence =
          new Sentence(
              jail,
              ban.offender(),
              now,
              ban.until(),
              Sentence.Origin.ADOPTED,
              "found in force after the store was lost",
              List.of());
      if (docket.impose(sentence)) {
        entries.add(new BanStore.Imposed(sentence));
      }
    }
    if (!entries.isEmpty()) {
      journal.post(entries);
      LOG.warn(
          "[{}] the store was lost: {} bans that {} holds are taken over until they end; unban"
              + " those that should not be",
          jail,
          entries.size(),
          action);
    }
  }
}
