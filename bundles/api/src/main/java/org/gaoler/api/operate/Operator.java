package org.gaoler.api.operate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What an operator may ask and order; the one service behind every command. Safe from any thread;
 * every call answers within 5 s. A {@link Fault} means refused, with the reason for the operator.
 */
@ProviderType
public interface Operator {

  /**
   * All jails.
   *
   * @param firewall whether to ask the firewalls what they really hold (milliseconds each)
   * @return sorted by name, those with a wrong configuration included
   */
  List<JailStatus> jails(boolean firewall);

  /**
   * Bans by hand; in force on return unless an action fails, which the jail's status then shows.
   *
   * @param jail an existing jail
   * @param offender whom; ignore lists do not apply, but the machine's own addresses are refused
   * @param length how long; the jail's ban time if empty
   * @param reason in a few words; may be empty
   * @return the sentence in force
   * @throws Fault if there is no such jail, or the address must not be banned
   */
  default Sentence ban(String jail, Offender offender, Optional<TimeSpan> length, String reason)
      throws Fault {
    return ban(jail, offender, new BanOrder(length, reason, Optional.empty(), false));
  }

  /**
   * Bans by hand; in force on return unless an action fails, which the jail's status then shows.
   *
   * @param jail an existing jail
   * @param offender whom; ignore lists do not apply. Refused unless forced: the machine's own
   *     addresses and the one spared, or a network with one of them; refused in any case: networks
   *     wider than the limit
   * @param order how
   * @return the sentence in force
   * @throws Fault if there is no such jail, or the address must not be banned
   */
  Sentence ban(String jail, Offender offender, BanOrder order) throws Fault;

  /**
   * Lifts sentences; failures up to now never count again.
   *
   * @param offender whom, and for a network everybody in it; everybody if empty
   * @param jail in this jail alone; in all if empty
   * @return the sentences lifted, perhaps none
   * @throws Fault if there is no such jail
   */
  List<Sentence> unban(Optional<Offender> offender, Optional<String> jail) throws Fault;

  /**
   * All sentences in force.
   *
   * @return sorted by jail, then by their beginning
   */
  List<Sentence> banned();

  /**
   * What bans have stopped.
   *
   * @param jail in this jail alone; in all if empty
   * @return one for each ban in force, sorted by jail, then by their beginning
   * @throws Fault if there is no such jail
   */
  List<BanCounter> counters(Optional<String> jail) throws Fault;

  /**
   * Lifts sentences whose packet counter did not move for some time; those that nobody counts stay.
   *
   * @param older for how long at least
   * @param jail in this jail alone; in all if empty
   * @return the sentences lifted, perhaps none
   * @throws Fault if there is no such jail
   */
  List<Sentence> unbanQuiet(TimeSpan older, Optional<String> jail) throws Fault;

  /**
   * Has the counters of bans shown from zero again; what the firewalls count is not changed.
   *
   * @param offender of this ban alone; of all if empty
   * @param jail in this jail alone; in all if empty
   * @return how many counters were not zero
   * @throws Fault if there is no such jail
   */
  int clearCounters(Optional<Offender> offender, Optional<String> jail) throws Fault;

  /**
   * Compares what the firewalls really hold with the docket; changes nothing.
   *
   * @param jail in this jail alone; in all if empty
   * @return one for each action of each jail, sorted by jail
   * @throws Fault if there is no such jail
   */
  List<Verification> verify(Optional<String> jail) throws Fault;

  /**
   * Takes over the bans in force and the places in logs that fail2ban has kept. Nobody is told of
   * them; what is in force or read here already stays as it is, so that the same once more changes
   * nothing.
   *
   * @param file its database, an absolute path
   * @param rehearsal whether to tell only what would be done
   * @return what was taken over and what was not
   * @throws Fault if it cannot be read
   */
  Imported takeOver(Path file, boolean rehearsal) throws Fault;

  /**
   * Ends the program, a moment after this returns. The next start takes all sentences up again.
   *
   * @param flush whether to remove everything from the firewalls first; else bans stay in force
   * @return what could not be removed, one line each; empty if all is well
   */
  List<String> stop(boolean flush);

  /**
   * What every jail knows of an offender.
   *
   * @param offender whom
   * @return one for each jail, sorted by name
   */
  List<Account> why(Offender offender);

  /**
   * Reads the configuration and all filters again; what did not change goes on untouched.
   *
   * @return one line for each thing that is wrong; empty if all is well
   */
  List<String> reload();

  /**
   * Checks this machine.
   *
   * @return the findings, the grave ones first; empty if nothing is amiss
   */
  List<Finding> doctor();

  /**
   * What is installed beside the core, what was to be, and what becomes of it.
   *
   * @param all whether to tell also of those that nobody needs to look after; without, it costs
   *     next to nothing as long as no plugin was added
   * @return sorted: those added here first, then by name
   */
  List<Plugin> plugins(boolean all);

  /**
   * The version that runs.
   *
   * @return such as {@code 0.1.0}
   */
  String version();

  /**
   * Listens to what happens from now on, for a live view.
   *
   * @param listener called in order on a thread of core; must not block
   * @return closes it
   */
  AutoCloseable listen(Listener listener);

  /** Hears what happens. */
  @org.osgi.annotation.versioning.ConsumerType
  interface Listener {

    /**
     * Something happened.
     *
     * @param event what
     */
    void happened(Event event);
  }
}
