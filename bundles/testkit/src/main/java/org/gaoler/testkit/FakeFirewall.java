package org.gaoler.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.gaoler.api.Ban;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Traffic;

/**
 * The outside thing of a {@link FakeEnforcer}: a table of bans that tests read, flush and break.
 */
public final class FakeFirewall {

  /** Lets {@link FakeEnforcer#open} through, delays or refuses it. */
  public final Gate opens = new Gate();

  /** Lets {@link FakeEnforcer#apply} through, delays or refuses it. */
  public final Gate applies = new Gate();

  /** Lets whatever asks a {@link FakeEnforcer} something through, delays or refuses it. */
  public final Gate reads = new Gate();

  private final Map<Offender, Instant> table = new LinkedHashMap<>();
  private final List<Batch> batches = new ArrayList<>();
  private final List<Runnable> bells = new ArrayList<>();
  private final Map<Offender, Traffic> traffic = new LinkedHashMap<>();
  private int stutters;
  private Predicate<Offender> refused = offender -> false;
  private Predicate<Offender> stuck = offender -> false;
  private IntUnaryOperator counting = size -> -1;

  /**
   * One call of {@link FakeEnforcer#apply}.
   *
   * @param bans as given
   * @param unbans as given
   */
  public record Batch(List<Ban> bans, List<Offender> unbans) {
    public Batch {
      bans = List.copyOf(bans);
      unbans = List.copyOf(unbans);
    }
  }

  /**
   * Refuses every batch with such an offender among its bans.
   *
   * @param which offenders; replaces an earlier choice
   */
  public synchronized void refuse(Predicate<Offender> which) {
    refused = which;
  }

  /**
   * Refuses every batch with such an offender among its unbans.
   *
   * @param which offenders; replaces an earlier choice
   */
  public synchronized void refuseUnban(Predicate<Offender> which) {
    stuck = which;
  }

  /** Loses every ban, as if somebody had flushed the chain. */
  public synchronized void flush() {
    table.clear();
  }

  /** Rings the bell of every enforcer that watches, as if the kernel told of a change. */
  public void ring() {
    List<Runnable> all;
    synchronized (this) {
      all = List.copyOf(bells);
    }
    all.forEach(Runnable::run);
  }

  /**
   * Has enforcers count.
   *
   * @param how makes what they say of the true number; negative to say nothing, as at first
   */
  public synchronized void counting(IntUnaryOperator how) {
    counting = how;
  }

  /**
   * Sets what a ban has stopped.
   *
   * @param offender who; told only while banned
   * @param stopped packets and bytes
   */
  public synchronized void stopped(Offender offender, Traffic stopped) {
    traffic.put(offender, stopped);
  }

  /**
   * Loses one ban.
   *
   * @param offender whose
   */
  public synchronized void lose(Offender offender) {
    table.remove(offender);
  }

  /**
   * Puts something in that no enforcer applied.
   *
   * @param ban what
   */
  public synchronized void plant(Ban ban) {
    table.put(ban.offender(), ban.until());
  }

  /**
   * What is in force.
   *
   * @return the bans, oldest first
   */
  public synchronized List<Ban> inForce() {
    return listed(table.size());
  }

  private List<Ban> listed(int size) {
    return table.entrySet().stream()
        .limit(size)
        .map(e -> new Ban(e.getKey(), e.getValue()))
        .toList();
  }

  /** What a reader is told: after {@link #stutter}, one is told twice and the last one never. */
  synchronized List<Ban> read() {
    if (stutters == 0) {
      return inForce();
    }
    stutters--;
    List<Ban> told = new ArrayList<>(listed(table.size() - 1));
    told.add(told.get(0));
    return told;
  }

  /**
   * Has the next readings tell one ban twice and another never, as kernels do that are rearranging
   * their table; there must be two or more.
   *
   * @param readings how many
   */
  public synchronized void stutter(int readings) {
    stutters = readings;
  }

  /**
   * When the ban of an offender ends.
   *
   * @param offender who
   * @return its end, or empty if there is no such ban
   */
  public synchronized Optional<Instant> until(Offender offender) {
    return Optional.ofNullable(table.get(offender));
  }

  /**
   * The batches that were accepted.
   *
   * @return oldest first
   */
  public synchronized List<Batch> batches() {
    return List.copyOf(batches);
  }

  /**
   * Waits until an offender is banned.
   *
   * @param offender who
   * @param deadline how long to wait at most
   */
  public void awaitBan(Offender offender, Duration deadline) {
    Eventually.await(
        () -> offender + " is banned; in force: " + inForce(),
        deadline,
        () -> until(offender).isPresent());
  }

  /**
   * Waits until an offender is not banned.
   *
   * @param offender who
   * @param deadline how long to wait at most
   */
  public void awaitNoBan(Offender offender, Duration deadline) {
    Eventually.await(
        () -> offender + " is not banned; in force: " + inForce(),
        deadline,
        () -> until(offender).isEmpty());
  }

  synchronized void apply(List<Ban> bans, List<Offender> unbans) throws Fault {
    for (Ban ban : bans) {
      if (refused.test(ban.offender())) {
        throw new Fault("the fake firewall refused a batch of " + bans.size() + " bans");
      }
    }
    for (Offender unban : unbans) {
      if (stuck.test(unban)) {
        throw new Fault("the fake firewall refused a batch of " + unbans.size() + " unbans");
      }
    }
    bans.forEach(this::plant);
    unbans.forEach(table::remove);
    batches.add(new Batch(bans, unbans));
  }

  synchronized void watch(Runnable bell) {
    bells.add(bell);
  }

  synchronized OptionalInt count() {
    int told = counting.applyAsInt(table.size());
    return told < 0 ? OptionalInt.empty() : OptionalInt.of(told);
  }

  synchronized Map<Offender, Traffic> traffic() {
    Map<Offender, Traffic> told = new LinkedHashMap<>(traffic);
    told.keySet().retainAll(table.keySet());
    return told;
  }
}
