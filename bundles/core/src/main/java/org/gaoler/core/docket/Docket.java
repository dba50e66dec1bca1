package org.gaoler.core.docket;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;

/**
 * All sentences in force, of all jails; one timer ends them.
 *
 * <p>Safe for use by any thread. Watchers are told in the order of the changes, on the thread that
 * makes them, and must not block.
 */
public final class Docket implements AutoCloseable {

  /** Wall clocks jump and machines sleep: the next end is looked at again at least this often. */
  private static final Duration LONGEST_NAP = Duration.ofMinutes(1);

  private final Clock clock;
  private final ScheduledExecutorService timer;
  private final List<DocketWatcher> watchers = new CopyOnWriteArrayList<>();
  private final Map<String, Map<Offender, Sentence>> jails = new HashMap<>();
  private final PriorityQueue<Sentence> ends =
      new PriorityQueue<>(Comparator.comparing(Sentence::until));
  private ScheduledFuture<?> alarm;
  private Instant alarmAt = Instant.MAX;
  private boolean closed;

  /**
   * Opens an empty docket.
   *
   * @param clock the present
   * @param timer runs the next end; nothing is scheduled while no sentence has one
   */
  public Docket(Clock clock, ScheduledExecutorService timer) {
    this.clock = clock;
    this.timer = timer;
  }

  /**
   * Tells of every change from now on.
   *
   * @param watcher whom
   */
  public void watch(DocketWatcher watcher) {
    watchers.add(watcher);
  }

  /**
   * Stops telling.
   *
   * @param watcher whom
   */
  public void unwatch(DocketWatcher watcher) {
    watchers.remove(watcher);
  }

  /**
   * Puts a sentence in force. One of the same jail and offender that ends later stays as it is,
   * unless an operator passes the new one.
   *
   * @param sentence the new one
   * @return whether it is now the one in force
   */
  public synchronized boolean impose(Sentence sentence) {
    Map<Offender, Sentence> jail =
        jails.computeIfAbsent(sentence.jail(), unseen -> new HashMap<>());
    Sentence present = jail.get(sentence.offender());
    boolean manual = sentence.origin() == Sentence.Origin.MANUAL;
    if (!sentence.inForce(clock.instant())
        || present != null && !manual && !present.until().isBefore(sentence.until())) {
      return false;
    }
    jail.put(sentence.offender(), sentence);
    watchers.forEach(watcher -> watcher.imposed(sentence));
    if (!sentence.permanent()) {
      ends.add(sentence);
      arm();
    }
    return true;
  }

  /**
   * Replaces a sentence by one that says more of the same ban; nobody is told.
   *
   * @param present the one that should be in force
   * @param fuller of the same jail, offender and times
   * @return false if it is not in force any more, and nothing was done
   */
  public synchronized boolean complete(Sentence present, Sentence fuller) {
    Map<Offender, Sentence> jail = jails.getOrDefault(present.jail(), Map.of());
    if (!present.equals(jail.get(present.offender()))) {
      return false;
    }
    jail.put(present.offender(), fuller);
    return true;
  }

  /**
   * Ends a sentence before its time.
   *
   * @param jail the jail
   * @param offender who
   * @return the sentence that was in force, if any
   */
  public synchronized Optional<Sentence> lift(String jail, Offender offender) {
    Sentence lifted = jails.getOrDefault(jail, Map.of()).get(offender);
    if (lifted != null) {
      jails.get(jail).remove(offender);
      watchers.forEach(watcher -> watcher.ended(lifted, true));
    }
    return Optional.ofNullable(lifted);
  }

  /**
   * The sentence of one offender of one jail.
   *
   * @param jail the jail
   * @param offender who, exactly
   * @return empty if none is in force
   */
  public synchronized Optional<Sentence> find(String jail, Offender offender) {
    return Optional.ofNullable(jails.getOrDefault(jail, Map.of()).get(offender));
  }

  /**
   * The sentences of one jail.
   *
   * @param jail the jail
   * @return in no order
   */
  public synchronized List<Sentence> sentences(String jail) {
    return List.copyOf(jails.getOrDefault(jail, Map.of()).values());
  }

  /**
   * How many sentences of a jail are in force.
   *
   * @param jail the jail
   * @return 0 or more
   */
  public synchronized int count(String jail) {
    return jails.getOrDefault(jail, Map.of()).size();
  }

  /**
   * All sentences.
   *
   * @return sorted by jail, then by their beginning
   */
  public synchronized List<Sentence> all() {
    return jails.values().stream()
        .flatMap(jail -> jail.values().stream())
        .sorted(Comparator.comparing(Sentence::jail).thenComparing(Sentence::from))
        .toList();
  }

  /**
   * The sentences of a jail that keep an offender out, those of wider networks included.
   *
   * @param jail the jail
   * @param offender who
   * @return the narrowest first; mostly none or one
   */
  public synchronized List<Sentence> covering(String jail, Offender offender) {
    Map<Offender, Sentence> sentences = jails.getOrDefault(jail, Map.of());
    if (sentences.isEmpty()) {
      return List.of();
    }
    List<Sentence> covering = new ArrayList<>(1);
    if (!(offender instanceof IpBlock block)) {
      Optional.ofNullable(sentences.get(offender)).ifPresent(covering::add);
      return covering;
    }
    for (int prefix = block.prefix(); prefix >= 0; prefix--) {
      Sentence sentence = sentences.get(block.widen(prefix));
      if (sentence != null) {
        covering.add(sentence);
      }
    }
    return covering;
  }

  private void arm() {
    Sentence next = ends.peek();
    if (next == null || closed || !next.until().isBefore(alarmAt)) {
      return;
    }
    if (alarm != null) {
      alarm.cancel(false);
    }
    Duration nap = Duration.between(clock.instant(), next.until());
    nap = nap.compareTo(LONGEST_NAP) > 0 ? LONGEST_NAP : nap;
    alarmAt = next.until();
    alarm = timer.schedule(this::endDue, Math.max(0, nap.toMillis() + 1), TimeUnit.MILLISECONDS);
  }

  private synchronized void endDue() {
    watchers.forEach(DocketWatcher::woke);
    alarmAt = Instant.MAX;
    Instant now = clock.instant();
    while (!ends.isEmpty() && !ends.peek().inForce(now)) {
      Sentence due = ends.remove();
      Map<Offender, Sentence> jail = jails.getOrDefault(due.jail(), Map.of());
      Sentence present = jail.get(due.offender());
      if (present != null && present.until().equals(due.until())) {
        jail.remove(due.offender());
        watchers.forEach(watcher -> watcher.ended(present, false));
      }
    }
    arm();
  }

  /** Ends no more sentences; those in force stay so. */
  @Override
  public synchronized void close() {
    closed = true;
    if (alarm != null) {
      alarm.cancel(false);
    }
  }
}
