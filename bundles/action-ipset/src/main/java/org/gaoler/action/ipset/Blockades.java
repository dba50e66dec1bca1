package org.gaoler.action.ipset;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.api.Teardown.Step;
import org.gaoler.netlink.Netlink;
import org.gaoler.netlink.Refused;
import org.gaoler.xtables.Interval;
import org.gaoler.xtables.Tool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The blockades of one jail: that of IPv4, and that of IPv6 if the kernel has it. */
final class Blockades {

  private static final Logger LOG = LoggerFactory.getLogger(Blockades.class);

  private final SetName name;
  private final Map<Family, Blockade> families = new EnumMap<>(Family.class);
  private final Runnable bell;
  private final Interval check = new Interval(System::nanoTime);

  /** Why there is no IPv6; empty if there is. */
  private Optional<Fault> without6 = Optional.empty();

  /**
   * Prepares.
   *
   * @param bell rung when more is missing than what is being written
   */
  Blockades(SetName name, Map<Family, Blockade.Plan> plans, Netlink netlink, Runnable bell) {
    this.name = name;
    this.bell = bell;
    for (Family family : Family.values()) {
      IpSet set = new IpSet(netlink, name.set(family), family);
      IpSet draft = new IpSet(netlink, name.draft(family), family);
      families.put(family, new Blockade(plans.get(family), set, draft));
    }
  }

  /**
   * Makes what is missing and touches nothing that is right.
   *
   * @return how to remove it all
   */
  List<Step> open(Tool ipset) throws Fault, InterruptedException {
    Blockade ipv4 = families.get(Family.IPV4);
    ipv4.open();
    List<Step> steps = new ArrayList<>(ipv4.removal(ipset));
    open6();
    if (without6.isEmpty()) {
      steps.addAll(families.get(Family.IPV6).removal(ipset));
    }
    return steps;
  }

  private void open6() throws InterruptedException {
    boolean before = without6.isPresent();
    try {
      families.get(Family.IPV6).open();
      without6 = Optional.empty();
    } catch (Fault fault) {
      without6 = Optional.of(fault);
      if (!before) {
        LOG.warn("{}: no IPv6 address can be banned: {}", name.base(), fault.getMessage());
      }
    }
  }

  /** Goes the way of a ban to a set that is not there, so that Java has loaded what it needs. */
  void rehearse(Element element) throws Fault, InterruptedException {
    Blockade ipv4 = families.get(Family.IPV4);
    ipv4.set().rehearse(element);
    ipv4.entered();
  }

  /** Puts elements in, or gives those that are there another end. */
  void put(List<Element> elements) throws Fault, InterruptedException {
    write(true, elements);
  }

  /** Takes elements out; what is gone already is no error. */
  void take(List<Element> elements) throws Fault, InterruptedException {
    write(false, elements);
  }

  private void write(boolean in, List<Element> elements) throws Fault, InterruptedException {
    List<Element> ipv4 = new ArrayList<>(elements.size());
    List<Element> ipv6 = new ArrayList<>();
    for (Element element : elements) {
      (element.block().family() == Family.IPV4 ? ipv4 : ipv6).add(element);
    }
    if (!ipv4.isEmpty()) {
      mending(families.get(Family.IPV4), in, ipv4);
    }
    if (!ipv6.isEmpty() && without6.isEmpty()) {
      mending(families.get(Family.IPV6), in, ipv6);
    } else if (!ipv6.isEmpty() && in) {
      throw refusal(ipv6.get(0).block(), without6.get());
    }
  }

  private static Fault refusal(IpBlock block, Fault reason) {
    return new Fault("cannot ban " + block + " without IPv6: " + reason.getMessage(), reason);
  }

  /** Writes again, once, if somebody has taken the set away meanwhile. */
  private void mending(Blockade blockade, boolean in, List<Element> elements)
      throws Fault, InterruptedException {
    try {
      blockade.write(in, elements);
    } catch (Refused gone) {
      LOG.warn("set {} is gone and is made anew", blockade.set().name());
      blockade.open();
      // what else was in the set is missing too
      bell.run();
      blockade.write(in, elements);
    }
  }

  /**
   * Now and then after a change, looks whether rules still look into the sets, and mends that.
   * Legacy iptables tells nobody when they are flushed.
   */
  void verify() throws Fault, InterruptedException {
    if (!check.over()) {
      return;
    }
    check.begin();
    for (Blockade blockade : present()) {
      if (!blockade.entered()) {
        LOG.warn("no rule looks into set {} any more; it is put back", blockade.set().name());
        blockade.open();
      }
    }
    check.end();
  }

  /** All elements that packets are compared with. */
  List<Element> elements() throws Fault, InterruptedException {
    List<Element> elements = new ArrayList<>();
    for (Blockade blockade : present()) {
      elements.addAll(blockade.elements());
    }
    return elements;
  }

  /** How many elements packets are compared with, by a look at the sets alone. */
  int count() throws Fault, InterruptedException {
    long count = 0;
    for (Blockade blockade : present()) {
      count += blockade.count();
    }
    return (int) count;
  }

  private List<Blockade> present() {
    Blockade ipv4 = families.get(Family.IPV4);
    return without6.isPresent() ? List.of(ipv4) : List.of(ipv4, families.get(Family.IPV6));
  }

  void close() {
    families.values().forEach(Blockade::close);
  }
}
