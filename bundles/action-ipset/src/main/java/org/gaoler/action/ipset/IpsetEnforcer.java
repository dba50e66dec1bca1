package org.gaoler.action.ipset;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
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
import org.gaoler.netlink.Netlink;
import org.gaoler.netlink.Refused;
import org.gaoler.xtables.Interval;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one jail's bans in a set for IPv4 and one for IPv6, if the kernel has that. */
final class IpsetEnforcer implements Enforcer {

  private static final Logger LOG = LoggerFactory.getLogger(IpsetEnforcer.class);
  private static final Traffic NOTHING = new Traffic(0, 0);

  /** Whose unban changes nothing. */
  private static final List<Offender> NOBODY =
      List.of(Offender.parse("0.0.0.0"), Offender.parse("::"));

  private final Wiring wiring;
  private final SetName name;
  private final Map<Family, Blockade.Plan> plans;
  private final Optional<Share> share;
  private final Optional<Conntrack> kill;
  private final Clock clock;
  private final Map<Family, Blockade> blockades = new EnumMap<>(Family.class);

  /** What the long bans had stopped that were read last: renewing them shall not forget it. */
  private final Map<IpBlock, Traffic> counted = new HashMap<>();

  private final Interval check = new Interval(System::nanoTime);
  private Runnable bell = () -> {};
  private Optional<Wiring.Line> line = Optional.empty();

  /** Why there is no IPv6; empty if there is. */
  private Optional<Fault> without6 = Optional.empty();

  IpsetEnforcer(
      Wiring wiring,
      SetName name,
      Map<Family, Blockade.Plan> plans,
      Optional<Share> share,
      Optional<Conntrack> kill,
      Clock clock) {
    this.wiring = wiring;
    this.name = name;
    this.plans = plans;
    this.share = share;
    this.kill = kill;
    this.clock = clock;
  }

  @Override
  public boolean takes(Offender offender) {
    return offender instanceof IpBlock block && block.prefix() > 0;
  }

  @Override
  public void watch(Runnable rung) {
    this.bell = rung;
  }

  @Override
  public Teardown open() throws Fault, InterruptedException {
    connect();
    List<Teardown.Step> steps = new ArrayList<>();
    for (Family family : Family.values()) {
      if (opened(family)) {
        steps.addAll(blockades.get(family).removal(wiring.ipset()));
      }
    }
    rehearse();
    return new Teardown(steps);
  }

  /** Goes the way of a ban without effect: Java loads on first use what that needs. */
  private void rehearse() throws Fault, InterruptedException {
    Instant now = clock.instant();
    long seconds = Lifetime.seconds(now, now);
    blockades.get(Family.IPV4).set().rehearse(element(NOBODY.get(0), seconds));
    apply(List.of(), NOBODY);
  }

  private void connect() throws Fault {
    if (line.isPresent()) {
      return;
    }
    Wiring.Line connected = wiring.connect(bell);
    line = Optional.of(connected);
    for (Family family : Family.values()) {
      Netlink netlink = connected.netlink();
      IpSet set = new IpSet(netlink, name.set(family), family);
      IpSet draft = new IpSet(netlink, name.draft(family), family);
      blockades.put(family, new Blockade(plans.get(family), set, draft));
    }
    share.ifPresent(Share::enter);
  }

  private boolean opened(Family family) throws Fault, InterruptedException {
    try {
      exclusively(() -> blockades.get(family).open());
      without6 = Optional.empty();
      return true;
    } catch (Fault fault) {
      if (family == Family.IPV4) {
        throw fault;
      }
      if (without6.isEmpty()) {
        LOG.warn("{}: no IPv6 address can be banned: {}", name.base(), fault.getMessage());
      }
      without6 = Optional.of(fault);
      return false;
    }
  }

  /** Something to be done in the kernel. */
  private interface Change {
    void make() throws Fault, InterruptedException;
  }

  private void exclusively(Change change) throws Fault, InterruptedException {
    if (share.isEmpty()) {
      change.make();
      return;
    }
    share.get().lock().lockInterruptibly();
    try {
      change.make();
    } finally {
      share.get().lock().unlock();
    }
  }

  @Override
  public void apply(List<Ban> bans, List<Offender> unbans) throws Fault, InterruptedException {
    if (share.isEmpty()) {
      put(bans);
      take(unbans);
    } else {
      exclusively(() -> applyShared(share.get(), bans, unbans));
    }
    verify();
    if (kill.isPresent() && !bans.isEmpty()) {
      kill.get().kill(bans.stream().map(ban -> (IpBlock) ban.offender()).toList());
    }
  }

  /**
   * Now and then after a change, looks whether rules still look into the sets, and mends that.
   * Legacy iptables tells nobody when they are flushed.
   */
  private void verify() throws Fault, InterruptedException {
    if (!check.over()) {
      return;
    }
    check.begin();
    for (Family family : Family.values()) {
      boolean there = family == Family.IPV4 || without6.isEmpty();
      if (there && !blockades.get(family).entered()) {
        LOG.warn("no rule looks into set {} any more; it is put back", name.set(family));
        exclusively(() -> blockades.get(family).open());
      }
    }
    check.end();
  }

  private void applyShared(Share own, List<Ban> bans, List<Offender> unbans)
      throws Fault, InterruptedException {
    put(own.claim(bans));
    List<Ban> still = new ArrayList<>();
    List<Offender> gone = own.release(unbans, still);
    put(still);
    take(gone);
  }

  private void put(List<Ban> bans) throws Fault, InterruptedException {
    Instant now = clock.instant();
    for (Family family : Family.values()) {
      List<Element> elements = new ArrayList<>(bans.size());
      for (Ban ban : bans) {
        if (ban.offender() instanceof IpBlock block && block.family() == family) {
          long seconds = Lifetime.seconds(now, ban.until());
          elements.add(new Element(block, seconds, counted.getOrDefault(block, NOTHING)));
        }
      }
      if (!elements.isEmpty()) {
        refuseWithout(family, elements);
        write(family, true, elements);
      }
    }
  }

  private void take(List<Offender> unbans) throws Fault, InterruptedException {
    for (Family family : Family.values()) {
      List<Element> elements = new ArrayList<>(unbans.size());
      for (Offender offender : unbans) {
        if (offender instanceof IpBlock block && block.family() == family) {
          elements.add(element(block, 0));
        }
      }
      if (!elements.isEmpty() && (family == Family.IPV4 || without6.isEmpty())) {
        write(family, false, elements);
      }
    }
  }

  private static Element element(Offender offender, long seconds) {
    return new Element((IpBlock) offender, seconds, NOTHING);
  }

  private void refuseWithout(Family family, List<Element> elements) throws Fault {
    if (family == Family.IPV6 && without6.isPresent()) {
      Fault reason = without6.get();
      throw new Fault(
          "cannot ban " + elements.get(0).block() + " without IPv6: " + reason.getMessage(),
          reason);
    }
  }

  /** Does it again, once, if somebody has taken the set away meanwhile. */
  private void write(Family family, boolean in, List<Element> elements)
      throws Fault, InterruptedException {
    Blockade blockade = blockades.get(family);
    try {
      blockade.write(in, elements);
    } catch (Refused gone) {
      LOG.warn("set {} is gone and is made anew", name.set(family));
      blockade.open();
      // what else was in the set is missing too
      bell.run();
      blockade.write(in, elements);
    }
  }

  @Override
  public List<Ban> inForce() throws Fault, InterruptedException {
    List<Ban> told = new ArrayList<>();
    exclusively(
        () -> {
          List<Element> elements = elements();
          Instant now = clock.instant();
          counted.clear();
          List<Ban> present = new ArrayList<>(elements.size());
          for (Element element : elements) {
            if (Lifetime.renewable(element.remaining())) {
              counted.put(element.block(), element.traffic());
            }
            present.add(new Ban(element.block(), Lifetime.end(now, element.remaining())));
          }
          told.addAll(share.isPresent() ? share.get().told(present) : present);
        });
    return told;
  }

  private List<Element> elements() throws Fault, InterruptedException {
    connect();
    List<Element> elements = new ArrayList<>(blockades.get(Family.IPV4).elements());
    if (without6.isEmpty()) {
      elements.addAll(blockades.get(Family.IPV6).elements());
    }
    return elements;
  }

  @Override
  public OptionalInt count() throws Fault, InterruptedException {
    connect();
    long elements = blockades.get(Family.IPV4).count();
    if (without6.isEmpty()) {
      elements += blockades.get(Family.IPV6).count();
    }
    int all = (int) elements;
    counted.clear();
    if (share.isEmpty()) {
      return OptionalInt.of(all);
    }
    int[] own = new int[1];
    exclusively(() -> own[0] = share.get().counted(all));
    return OptionalInt.of(own[0]);
  }

  @Override
  public Map<Offender, Traffic> traffic() throws Fault, InterruptedException {
    Map<Offender, Traffic> traffic = new HashMap<>();
    exclusively(
        () -> {
          for (Element element : elements()) {
            if (share.isEmpty() || share.get().claims(element.block())) {
              traffic.put(element.block(), element.traffic());
            }
          }
        });
    return traffic;
  }

  @Override
  public Optional<String> locate(Offender offender) throws Fault, InterruptedException {
    for (Element element : elements()) {
      if (element.block().equals(offender)) {
        return Optional.of(written(element));
      }
    }
    return Optional.empty();
  }

  private String written(Element element) {
    return "add "
        + name.set(element.block().family())
        + (" " + element.block() + " timeout " + element.remaining())
        + (" packets " + element.traffic().packets() + " bytes " + element.traffic().bytes());
  }

  @Override
  public void close() {
    if (line.isPresent()) {
      share.ifPresent(Share::leave);
      blockades.values().forEach(Blockade::close);
      blockades.clear();
      line.get().close();
      line = Optional.empty();
    }
    kill.ifPresent(Conntrack::close);
  }
}
