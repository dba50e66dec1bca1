package org.gaoler.xtables;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Ban;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Teardown;
import org.gaoler.api.Traffic;

/** The bans of one jail in the filter table of one family. Belongs to one thread. */
sealed interface BanChain permits JailChain, GuestChain {

  /**
   * Reads what is there and makes what is missing; touches nothing that is right. The last commit
   * changes nothing and has everything at hand that the first ban needs.
   */
  void open() throws Fault, InterruptedException;

  /** Puts bans in force, or renews those that have another end now. */
  void ban(List<Ban> bans) throws Fault, InterruptedException;

  /** Lifts bans; what is not there is no error. */
  void unban(List<IpBlock> blocks) throws Fault, InterruptedException;

  /**
   * Now and then after a change, looks whether packets are still led to the bans, and mends that.
   * It is no part of the change itself because iptables reads the whole table for it.
   */
  void verify() throws Fault, InterruptedException;

  /** When somebody's ban ends, as far as is known; empty if he has none. */
  Optional<Instant> end(IpBlock block);

  /** What is really in force: nothing if no packet is led there. */
  List<Ban> inForce() throws Fault, InterruptedException;

  /** What each rule of a ban has stopped. */
  Map<IpBlock, Traffic> traffic() throws Fault, InterruptedException;

  /** The rule of a ban as the tool prints it. */
  Optional<String> locate(IpBlock block) throws Fault, InterruptedException;

  /** How to remove everything that is ours; running it twice is no error. */
  List<Teardown.Step> removal() throws Fault;
}
