package org.gaoler.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Brings one outside thing (a firewall chain, a set, a zone, a file) to what the docket says, for
 * one jail. Made by an {@link EnforcerFactory}.
 *
 * <p>All calls come from one thread of core that serves this enforcer alone, so they may block; a
 * call that overruns 30 s is interrupted and the enforcer abandoned. Every method is idempotent and
 * works from any state of the outside thing, because others flush tables and the kernel forgets.
 */
@ConsumerType
public interface Enforcer extends AutoCloseable {

  /**
   * Whether this kind of offender can be enforced here. Asked on the thread of the other calls,
   * often, before a batch is applied too; answers at once and always the same.
   *
   * @param offender any
   * @return false to be spared it; if not overridden, true for every address and network and false
   *     for every {@link Token}
   */
  default boolean takes(Offender offender) {
    return offender instanceof IpBlock;
  }

  /**
   * Makes sure that everything the bans need exists (chain, jump, set), once and not twice. Called
   * first, and again after a failure or drift.
   *
   * @return how to remove it all later without this code
   * @throws Fault if it cannot be made: what ran, what it printed, what to do
   * @throws InterruptedException if core gave up waiting
   */
  Teardown open() throws Fault, InterruptedException;

  /**
   * Applies changes: all bans, then all unbans. A ban that is there already is renewed, an unban of
   * what is gone is no error. Either all of the batch is in force on return, or a fault is thrown;
   * core then tries again with halves, so a partly applied batch must do no harm.
   *
   * @param bans to put in force
   * @param unbans to lift; disjoint from the bans
   * @throws Fault if the batch was refused: what ran, what it printed, what to do
   * @throws InterruptedException if core gave up waiting
   */
  void apply(List<Ban> bans, List<Offender> unbans) throws Fault, InterruptedException;

  /**
   * What is really in force, read back from the outside thing.
   *
   * @return the bans, in any order; empty if the thing is gone altogether
   * @throws Fault if it cannot be read
   * @throws InterruptedException if core gave up waiting
   */
  List<Ban> inForce() throws Fault, InterruptedException;

  /**
   * Where an operator finds this ban in the outside thing. May be asked of any offender.
   *
   * @param offender who
   * @return the rule or element as its tool prints it, or empty if it is not there; if not
   *     overridden, the ban as {@link #inForce} tells it
   * @throws Fault if it cannot be read
   * @throws InterruptedException if core gave up waiting
   */
  default Optional<String> locate(Offender offender) throws Fault, InterruptedException {
    return inForce().stream()
        .filter(ban -> ban.offender().equals(offender))
        .findFirst()
        .map(Ban::toString);
  }

  /**
   * Takes a bell to be rung whenever somebody else may have changed the outside thing: core then
   * opens the enforcer again, reads back what is in force and puts it right. Called once, before
   * the first {@link #open}. The bell may be rung from any thread, never blocks, and rings once for
   * many; the enforcer's own changes must not ring it.
   *
   * @param bell to be rung
   */
  default void watch(Runnable bell) {}

  /**
   * How many bans are in force, by a cheap look that starts no process where that can be helped.
   * Asked every 30 s of an enforcer whose outside thing does not tell of changes by itself; a
   * number other than the docket's has everything read back and put right. A thing that no packet
   * comes to (a jump is gone) holds 0.
   *
   * @return the number, or empty if nobody needs to ask since {@link #watch} tells of every change;
   *     if not overridden, that of {@link #inForce}, which is right and perhaps not cheap
   * @throws Fault if it cannot be read
   * @throws InterruptedException if core gave up waiting
   */
  default OptionalInt count() throws Fault, InterruptedException {
    return OptionalInt.of(inForce().size());
  }

  /**
   * Whether it would be made the same way now. Asked at {@code gaoler reload} and when bundles or
   * jails change, on a thread that is not that of the other calls; its bundle is put in quarantine
   * if there is no answer in 5 s. If it says no, its factory makes another in its place, as if the
   * jail had written another option.
   *
   * @return false if a file that it was made from has changed, and is in order
   */
  default boolean upToDate() {
    return true;
  }

  /**
   * What is amiss in the outside thing that the docket cannot mend, such as an administrator's
   * mistyped line: the action counts as failing while there is something, and everything else of it
   * goes on. Asked after every change and comparison; never blocks. Ring the bell when it changes.
   *
   * @return in one line what, where and what to do; empty if all is well
   */
  default Optional<String> trouble() {
    return Optional.empty();
  }

  /**
   * What each ban has stopped since it was put in force.
   *
   * @return for those in force whose packets the outside thing counts; empty if it counts none
   * @throws Fault if it cannot be read
   * @throws InterruptedException if core gave up waiting
   */
  default Map<Offender, Traffic> traffic() throws Fault, InterruptedException {
    return Map.of();
  }

  /**
   * Lets go of threads, processes and files, and leaves every ban in force: a successor may be at
   * work already. Called last, once, also after a call that was interrupted; has 30 s. If not
   * overridden, there is nothing to let go of.
   */
  @Override
  default void close() {}

  /**
   * An enforcer that writes its outside thing anew as a whole: a file that another program reads, a
   * list that a service takes. For some thousand bans; each change reads and writes all of them.
   */
  @ConsumerType
  interface Rewriting extends Enforcer {

    /**
     * Makes the outside thing hold these bans and no other. Called by {@link #apply}, on its
     * thread.
     *
     * @param all every ban, those in force before first
     * @throws Fault if it cannot be written: path or address, what came back, what to do
     * @throws InterruptedException if core gave up waiting
     */
    void write(List<Ban> all) throws Fault, InterruptedException;

    @Override
    default void apply(List<Ban> bans, List<Offender> unbans) throws Fault, InterruptedException {
      Map<Offender, Ban> all = new LinkedHashMap<>();
      inForce().forEach(ban -> all.put(ban.offender(), ban));
      bans.forEach(ban -> all.put(ban.offender(), ban));
      unbans.forEach(all::remove);
      write(List.copyOf(all.values()));
    }
  }
}
