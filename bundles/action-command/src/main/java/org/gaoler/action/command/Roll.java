package org.gaoler.action.command;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaoler.api.Ban;
import org.gaoler.api.Offender;

/** Who is banned as far as anybody knows: what was run and did not fail. For one thread. */
final class Roll {

  private final Map<Offender, Ticket> held = new LinkedHashMap<>();

  /** Whose ban was begun and not seen to succeed: it may be in force all the same. */
  private final Map<Offender, Ticket> doubtful = new HashMap<>();

  private final Set<Offender> lost = new HashSet<>();
  private long bannedTotal;
  private long foundTotal;

  boolean holds(Offender who) {
    return held.containsKey(who);
  }

  /** Whether that very ban is in force. */
  boolean stands(Ban ban) {
    Ticket present = held.get(ban.offender());
    return present != null && present.ban().until().equals(ban.until());
  }

  boolean doubts(Offender who) {
    return doubtful.containsKey(who);
  }

  /** Whether a ban was in force and got lost. */
  boolean lost(Offender who) {
    return lost.contains(who);
  }

  /** What is known of somebody who is banned, or may be. */
  Optional<Ticket> ticket(Offender who) {
    return Optional.ofNullable(held.get(who)).or(() -> Optional.ofNullable(doubtful.get(who)));
  }

  /** A ban is about to be run. */
  void begins(Ticket ticket) {
    doubtful.put(ticket.offender(), ticket);
  }

  /** A ban was run. */
  void succeeded(Ticket ticket) {
    doubtful.remove(ticket.offender());
    lost.remove(ticket.offender());
    bannedTotal++;
    foundTotal += ticket.failures();
    holds(ticket);
  }

  /** A ban is in force, or counts as if it were, without having been run just now. */
  void holds(Ticket ticket) {
    held.put(ticket.offender(), ticket);
  }

  void ended(Offender who) {
    held.remove(who);
    doubtful.remove(who);
    lost.remove(who);
  }

  /** The bans of a family have gone; of all if it has no name. */
  void lose(String family) {
    List<Offender> whom =
        held.keySet().stream()
            .filter(who -> family.isEmpty() || Ticket.family(who).equals(family))
            .toList();
    whom.forEach(held::remove);
    lost.addAll(whom);
  }

  List<Ban> bans() {
    return held.values().stream().map(Ticket::ban).toList();
  }

  int size() {
    return held.size();
  }

  /** Whoever is just being banned counts. */
  Ticket.Totals totals() {
    long holding = failures(held);
    long coming = failures(doubtful);
    return new Ticket.Totals(
        held.size() + doubtful.size(),
        bannedTotal + doubtful.size(),
        holding + coming,
        foundTotal + coming);
  }

  private static long failures(Map<Offender, Ticket> of) {
    return of.values().stream().mapToLong(Ticket::failures).sum();
  }
}
