package org.gaoler.action.ipset;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.gaoler.api.IpBlock;

/**
 * Remembers which jail wants what in a set that several jails share: an address stays until the
 * last one has let go of it.
 *
 * <p>Used by the threads of all these jails; each holds {@link #lock()} from the change of a claim
 * until the kernel knows of it.
 */
final class Claims {

  /**
   * How long elements that nobody claims may stay: other jails may only be starting, and a jail
   * that was closed may come back with another configuration.
   */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long what was read stands for what is there: the time core takes to compare and apply. */
  static final Duration FRESH = Duration.ofSeconds(5);

  private final Clock clock;
  private final Instant begun;
  private long takings;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Jail> jails = new HashMap<>();

  private static final class Jail {
    private final Map<IpBlock, Instant> ends = new HashMap<>();
    private int open;
    private Optional<Instant> asked = Optional.empty();
    private Instant closed = Instant.EPOCH;
  }

  Claims(Clock clock) {
    this.clock = clock;
    this.begun = clock.instant();
  }

  ReentrantLock lock() {
    return lock;
  }

  void enter(String jail) {
    lock.lock();
    try {
      Jail entered = jails.computeIfAbsent(jail, name -> new Jail());
      entered.open++;
      entered.asked = Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  void leave(String jail) {
    lock.lock();
    try {
      Jail left = jails.get(jail);
      left.open--;
      left.closed = clock.instant();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Claims something.
   *
   * @return when the last claim on it ends
   */
  Instant claim(String jail, IpBlock block, Instant until) {
    jails.get(jail).ends.put(block, until);
    return end(block).orElse(until);
  }

  /**
   * Lets go of something.
   *
   * @return when the last claim on it ends; empty if nobody claims it any more
   */
  Optional<Instant> release(String jail, IpBlock block) {
    jails.get(jail).ends.remove(block);
    return end(block);
  }

  /** When the last claim on something ends; empty if nobody claims it. */
  Optional<Instant> end(IpBlock block) {
    Optional<Instant> last = Optional.empty();
    for (Jail jail : valid()) {
      Instant end = jail.ends.get(block);
      if (end != null && (last.isEmpty() || end.isAfter(last.get()))) {
        last = Optional.of(end);
      }
    }
    return last;
  }

  /** What a jail claims, each with its end. */
  Map<IpBlock, Instant> of(String jail) {
    return jails.get(jail).ends;
  }

  /** Everything that is claimed. */
  Set<IpBlock> all() {
    Set<IpBlock> all = new HashSet<>();
    valid().forEach(jail -> all.addAll(jail.ends.keySet()));
    return all;
  }

  /** How much is claimed. */
  int size() {
    Collection<Jail> valid = valid();
    return valid.size() == 1 ? valid.iterator().next().ends.size() : all().size();
  }

  /** A jail has heard what the kernel holds, and will claim what it wants. */
  void asked(String jail) {
    Jail asking = jails.get(jail);
    asking.asked = asking.asked.or(() -> Optional.of(clock.instant()));
  }

  /** Whether what nobody claims now will be claimed by nobody. */
  boolean settled() {
    Instant now = clock.instant();
    return !now.isBefore(begun.plus(PATIENCE))
        && jails.values().stream()
            .filter(jail -> jail.open > 0)
            .allMatch(
                jail -> jail.asked.isPresent() && !now.isBefore(jail.asked.get().plus(FRESH)));
  }

  /** Something was taken out of the set: what was read before may be there no more. */
  void taken() {
    takings++;
  }

  /** Says whether something was taken out of the set meanwhile: then it differs. */
  long takings() {
    return takings;
  }

  private Collection<Jail> valid() {
    Instant since = clock.instant().minus(PATIENCE);
    jails.values().removeIf(jail -> jail.open == 0 && jail.closed.isBefore(since));
    return jails.values();
  }
}
