package org.gaoler.core.notice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gaoler.core.journal.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outboxes of all jails, one for each action that has, or may have, something to tell. */
final class Outboxes {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  private final Journal journal;
  private final Map<String, List<Outbox>> jails = new ConcurrentHashMap<>();

  Outboxes(Journal journal) {
    this.journal = journal;
  }

  /** Those of one jail; a live view that may be read at any time. */
  List<Outbox> of(String jail) {
    return jails.getOrDefault(jail, List.of());
  }

  Optional<Outbox> find(String jail, String action) {
    return of(jail).stream().filter(outbox -> outbox.action().equals(action)).findFirst();
  }

  /** The one of an action; the same until it is removed. */
  synchronized Outbox open(String jail, String action) {
    return find(jail, action)
        .orElseGet(
            () -> {
              Outbox outbox = new Outbox(jail, action, journal::post);
              jails.computeIfAbsent(jail, unseen -> new CopyOnWriteArrayList<>()).add(outbox);
              return outbox;
            });
  }

  /** Removes all others; who has the name of one that stays leaves to that what waits. */
  synchronized void retain(String jail, Collection<String> actions) {
    List<Outbox> outboxes = of(jail);
    List<Outbox> left = outboxes.stream().filter(each -> !actions.contains(each.action())).toList();
    if (!left.isEmpty()) {
      outboxes.removeAll(left);
      left.forEach(each -> succeed(each, outboxes));
    }
    if (outboxes.isEmpty()) {
      jails.remove(jail);
    }
  }

  private static void succeed(Outbox outbox, List<Outbox> others) {
    others.stream()
        .filter(each -> each.name().equals(outbox.name()))
        .findFirst()
        .ifPresent(outbox::leaveTo);
    discard(outbox, "it is no longer configured");
  }

  /** Removes one and what it held, without a word. */
  synchronized void forget(String jail, String action) {
    find(jail, action)
        .ifPresent(
            outbox -> {
              of(jail).remove(outbox);
              outbox.discard();
            });
  }

  /** Removes those of a jail; what they hold is left to the caller. */
  synchronized List<Outbox> remove(String jail) {
    List<Outbox> removed = jails.remove(jail);
    return removed == null ? List.of() : removed;
  }

  /** Removes those of all other jails. */
  void retainJails(Collection<String> configured) {
    List<String> gone = new ArrayList<>(jails.keySet());
    gone.removeAll(configured);
    for (String jail : gone) {
      remove(jail).forEach(each -> discard(each, "its jail is no longer configured"));
    }
  }

  /** Drops what waits and says so. */
  static void discard(Outbox outbox, String why) {
    int dropped = outbox.discard();
    if (dropped > 0) {
      LOG.warn(
          "[{}] action {}: {} notices are dropped: {}",
          outbox.jail(),
          outbox.action(),
          dropped,
          why);
    }
  }
}
