package org.gaoler.core.jail;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Lapsed;
import org.gaoler.api.Offender;

/**
 * Whom operators of a jail have let off, and when: what they did until then never counts again.
 *
 * <p>Safe for use by any thread.
 */
final class Pardons {

  /** So many are remembered; beyond that the oldest are dropped. */
  static final int MOST = 100_000;

  private final String jail;
  private final Map<Offender, Instant> given = new HashMap<>();

  Pardons(String jail) {
    this.jail = jail;
  }

  synchronized void add(Offender offender, Instant at) {
    given.put(offender, at);
  }

  /** Whether something that somebody did at some time is pardoned. */
  synchronized boolean covers(Offender offender, Instant when) {
    Instant at = given.get(offender);
    return at != null && !when.isAfter(at);
  }

  /** Drops the oldest. */
  synchronized void tidy(Instant before, List<Entry> forgotten) {
    Instant since = before;
    if (given.size() > MOST) {
      Instant youngest =
          given.values().stream()
              .sorted(Comparator.naturalOrder())
              .skip(given.size() - MOST - 1)
              .findFirst()
              .orElse(before)
              .plusNanos(1);
      since = youngest.isAfter(before) ? youngest : before;
    }
    Instant limit = since;
    given.entrySet().removeIf(pardon -> lapsed(pardon, limit, forgotten));
  }

  private boolean lapsed(Map.Entry<Offender, Instant> pardon, Instant limit, List<Entry> to) {
    boolean lapsed = pardon.getValue().isBefore(limit);
    if (lapsed) {
      to.add(new Lapsed(jail, pardon.getKey(), limit));
    }
    return lapsed;
  }
}
