package org.gaoler.xtables;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;
import org.gaoler.api.Traffic;
import org.gaoler.netlink.Conntrack;
import org.gaoler.netlink.GenerationEvents;
import org.gaoler.netlink.Listening;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one jail's chain in the filter table of IPv4 and of IPv6, if the kernel has that. */
public final class ChainEnforcer implements Enforcer {

  private static final Logger LOG = LoggerFactory.getLogger(ChainEnforcer.class);

  /**
   * Addresses of the documentation, whose unban changes nothing but has Java load what it needs.
   */
  private static final List<Offender> REHEARSED =
      List.of(Offender.parse("192.0.2.0"), Offender.parse("2001:db8::"));

  /** Ends are kept in whole seconds, rounded up. */
  private static final Duration FRACTION = Duration.ofSeconds(1);

  private final Map<Family, Xtables> tables;
  private final Map<Family, Rules> rules;
  private final BanChain chain4;
  private final BanChain chain6;
  private final GenerationEvents events;
  private final Optional<Conntrack> kill;
  private final Optional<Recent> recent;
  private final Clock clock;
  private Runnable bell = () -> {};
  private Optional<Listening> listening = Optional.empty();
  private boolean entered;

  /** Why there is no IPv6; empty if there is. */
  private Optional<Fault> without6 = Optional.empty();

  /**
   * Prepares; touches nothing.
   *
   * @param tables shared with the other jails
   * @param rules of the jail in each family
   * @param events tell when somebody changes tables that iptables-nft keeps
   * @param kill forgets connections of banned addresses, if that is wanted
   */
  public ChainEnforcer(
      Map<Family, Xtables> tables,
      Map<Family, Rules> rules,
      GenerationEvents events,
      Optional<Conntrack> kill) {
    this(tables, rules, events, kill, Optional.empty(), Clock.systemUTC());
  }

  /**
   * Prepares; touches nothing.
   *
   * @param tables shared with the other jails
   * @param rules of the jail in each family
   * @param events tell when somebody changes tables that iptables-nft keeps
   * @param kill forgets connections of banned addresses, if that is wanted
   * @param recent the kernel's list that the rules use, if they do
   * @param clock tells a ban that has ended from one that an operator lifts
   */
  public ChainEnforcer(
      Map<Family, Xtables> tables,
      Map<Family, Rules> rules,
      GenerationEvents events,
      Optional<Conntrack> kill,
      Optional<Recent> recent,
      Clock clock) {
    this.recent = recent;
    this.clock = clock;
    this.tables = tables;
    this.rules = rules;
    this.events = events;
    this.kill = kill;
    this.chain4 = chain(tables.get(Family.IPV4), rules.get(Family.IPV4));
    this.chain6 = chain(tables.get(Family.IPV6), rules.get(Family.IPV6));
  }

  private static BanChain chain(Xtables table, Rules rules) {
    return rules.guest() ? new GuestChain(table, rules) : new JailChain(table, rules);
  }

  @Override
  public boolean takes(Offender offender) {
    return offender instanceof IpBlock block && block.prefix() > 0;
  }

  @Override
  public Teardown open() throws Fault, InterruptedException {
    if (!entered) {
      tables.values().forEach(Xtables::enter);
      entered = true;
    }
    listen();
    chain4.open();
    open6();
    apply(List.of(), REHEARSED);
    List<Teardown.Step> steps = new ArrayList<>(chain4.removal());
    if (without6.isEmpty()) {
      steps.addAll(chain6.removal());
    }
    return new Teardown(steps);
  }

  @Override
  public void watch(Runnable rung) {
    this.bell = rung;
  }

  /** The kernel tells of changes to iptables-nft; changes to the legacy kind are found by count. */
  private void listen() throws InterruptedException {
    try {
      if (listening.isEmpty() && tables.get(Family.IPV4).nft()) {
        listening = Optional.of(events.listen(bell));
      }
    } catch (Fault silent) {
      LOG.info(
          "jail {}: changes by others are found by counting alone: {}",
          rules.get(Family.IPV4).jail(),
          silent.getMessage());
    }
  }

  @Override
  public OptionalInt count() throws Fault, InterruptedException {
    return listening.isPresent() ? OptionalInt.empty() : OptionalInt.of(inForce().size());
  }

  @Override
  public Map<Offender, Traffic> traffic() throws Fault, InterruptedException {
    Map<Offender, Traffic> traffic = new HashMap<>(chain4.traffic());
    if (without6.isEmpty()) {
      traffic.putAll(chain6.traffic());
    }
    return traffic;
  }

  @Override
  public void apply(List<Ban> bans, List<Offender> unbans) throws Fault, InterruptedException {
    List<Ban> bans4 = bans.stream().filter(ban -> in(Family.IPV4, ban.offender())).toList();
    List<Ban> bans6 = bans.stream().filter(ban -> in(Family.IPV6, ban.offender())).toList();
    chain4.ban(bans4);
    if (without6.isEmpty()) {
      chain6.ban(bans6);
    }
    kill(bans);
    unban(Family.IPV4, chain4, unbans);
    if (without6.isEmpty()) {
      unban(Family.IPV6, chain6, unbans);
    } else if (!bans6.isEmpty()) {
      throw new Fault(
          "cannot ban " + bans6.get(0).offender() + " without IPv6: " + without6.get().getMessage(),
          without6.get());
    }
  }

  private void unban(Family family, BanChain chain, List<Offender> unbans)
      throws Fault, InterruptedException {
    List<IpBlock> blocks = blocks(family, unbans);
    Instant ended = clock.instant().plus(FRACTION);
    List<IpBlock> pardoned =
        recent.isEmpty()
            ? List.of()
            : blocks.stream()
                .filter(block -> chain.end(block).filter(ended::isBefore).isPresent())
                .toList();
    chain.unban(blocks);
    if (!pardoned.isEmpty()) {
      recent.get().forget(tables.get(family).program(), family, pardoned);
    }
    chain.verify();
  }

  private void kill(List<Ban> bans) throws Fault, InterruptedException {
    if (kill.isPresent() && !bans.isEmpty()) {
      kill.get().kill(bans.stream().map(ban -> (IpBlock) ban.offender()).toList());
    }
  }

  @Override
  public List<Ban> inForce() throws Fault, InterruptedException {
    List<Ban> bans = new ArrayList<>(chain4.inForce());
    if (without6.isEmpty()) {
      bans.addAll(chain6.inForce());
    }
    return bans;
  }

  @Override
  public Optional<String> locate(Offender offender) throws Fault, InterruptedException {
    if (!(offender instanceof IpBlock block)) {
      return Optional.empty();
    }
    if (block.family() == Family.IPV4) {
      return chain4.locate(block);
    }
    return without6.isEmpty() ? chain6.locate(block) : Optional.empty();
  }

  @Override
  public void close() {
    if (entered) {
      tables.values().forEach(Xtables::leave);
      entered = false;
    }
    kill.ifPresent(Conntrack::close);
    listening.ifPresent(Listening::close);
    listening = Optional.empty();
  }

  private void open6() throws InterruptedException {
    boolean before = without6.isPresent();
    try {
      chain6.open();
      without6 = Optional.empty();
    } catch (Fault fault) {
      without6 = Optional.of(fault);
      if (!before) {
        LOG.warn(
            "jail {}: no IPv6 address can be banned: {}",
            rules.get(Family.IPV6).jail(),
            fault.getMessage());
      }
    }
  }

  private static boolean in(Family family, Offender offender) {
    return offender instanceof IpBlock block && block.family() == family;
  }

  private static List<IpBlock> blocks(Family family, List<Offender> offenders) {
    return offenders.stream()
        .filter(offender -> in(family, offender))
        .map(IpBlock.class::cast)
        .toList();
  }
}
