package org.gaoler.action.ipset;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.gaoler.api.Ban;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;

/** One jail's part in a set that several jails share. */
final class Share {

  private final Claims claims;
  private final String jail;
  private final Clock clock;
  private Map<IpBlock, Instant> found = Map.of();
  private Instant foundAt = Instant.EPOCH;
  private long takings;

  Share(Claims claims, String jail, Clock clock) {
    this.claims = claims;
    this.jail = jail;
    this.clock = clock;
  }

  void enter() {
    claims.enter(jail);
  }

  void leave() {
    claims.leave(jail);
  }

  ReentrantLock lock() {
    return claims.lock();
  }

  /**
   * Claims what the jail wants.
   *
   * @return what must be written: nothing for what was just found as it must be
   */
  List<Ban> claim(List<Ban> bans) {
    Instant now = clock.instant();
    if (now.isAfter(foundAt.plus(Claims.FRESH)) || claims.takings() != takings) {
      found = Map.of();
    }
    List<Ban> writes = new ArrayList<>(bans.size());
    for (Ban ban : bans) {
      IpBlock block = (IpBlock) ban.offender();
      Instant end = claims.claim(jail, block, ban.until());
      Instant present = found.get(block);
      if (present == null || !Lifetime.serves(now, present, end)) {
        writes.add(new Ban(block, end));
      }
    }
    return writes;
  }

  /**
   * Lets go of what the jail wants no more.
   *
   * @param still takes what others want and must be written with their end
   * @return what nobody wants
   */
  List<Offender> release(List<Offender> unbans, List<Ban> still) {
    List<Offender> gone = new ArrayList<>(unbans.size());
    for (Offender offender : unbans) {
      IpBlock block = (IpBlock) offender;
      Optional<Instant> before = claims.end(block);
      Optional<Instant> left = claims.release(jail, block);
      if (left.isEmpty()) {
        gone.add(block);
        claims.taken();
      } else if (left.get().isBefore(before.orElse(Instant.MAX))) {
        still.add(new Ban(block, left.get()));
      }
    }
    return gone;
  }

  /**
   * What of the present elements concerns this jail: its own claims, and what nobody claims.
   *
   * @param elements of the set, each with its end
   */
  List<Ban> told(List<Ban> elements) {
    Map<IpBlock, Instant> present = new HashMap<>();
    elements.forEach(element -> present.put((IpBlock) element.offender(), element.until()));
    found = present;
    foundAt = clock.instant();
    takings = claims.takings();
    claims.asked(jail);
    List<Ban> told = new ArrayList<>();
    claims
        .of(jail)
        .forEach(
            (block, until) ->
                Optional.ofNullable(present.get(block))
                    .ifPresent(end -> told.add(new Ban(block, end(block, until, end)))));
    if (claims.settled()) {
      Map<IpBlock, Instant> unclaimed = new HashMap<>(present);
      unclaimed.keySet().removeAll(claims.all());
      unclaimed.forEach((block, end) -> told.add(new Ban(block, end)));
    }
    return told;
  }

  /** An element that others keep longer serves a shorter ban all the same. */
  private Instant end(IpBlock block, Instant until, Instant found) {
    Instant last = claims.end(block).orElse(until);
    return Lifetime.serves(foundAt, found, last) ? until : found;
  }

  /**
   * How many of this jail's bans there are, if all others have theirs.
   *
   * @param elements in the set
   */
  int counted(long elements) {
    long more = elements - claims.size();
    long foreign = claims.settled() ? more : Math.min(0, more);
    return (int) Math.max(0, claims.of(jail).size() + foreign);
  }

  /** Whether the jail claims something. */
  boolean claims(Offender offender) {
    return offender instanceof IpBlock block && claims.of(jail).containsKey(block);
  }
}
