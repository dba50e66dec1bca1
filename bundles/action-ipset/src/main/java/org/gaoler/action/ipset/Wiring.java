package org.gaoler.action.ipset;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.netlink.GenerationEvents;
import org.gaoler.netlink.Listening;
import org.gaoler.netlink.Netlink;
import org.gaoler.netlink.Place;
import org.gaoler.xtables.Tool;
import org.gaoler.xtables.Xtables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all enforcers of this bundle reach the kernel by.
 *
 * @param place in which network namespace
 * @param events tell when somebody changes tables that iptables-nft keeps
 * @param tables one per family
 * @param ipset removes sets when Gaoler is gone
 */
record Wiring(Place place, GenerationEvents events, Map<Family, Xtables> tables, Tool ipset) {

  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  /** One enforcer's connection. */
  record Line(Netlink netlink, Blockades blockades, Optional<Listening> listening) {

    void close() {
      blockades.close();
      netlink.close();
      listening.ifPresent(Listening::close);
    }
  }

  /**
   * Connects.
   *
   * @param choice what a jail asks for
   * @param bell rung when somebody else changed rules or sets
   */
  Line connect(Choice choice, Runnable bell) throws Fault {
    Map<Family, Blockade.Plan> plans = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      plans.put(family, choice.plan(family, tables.get(family)));
    }
    Netlink netlink = Netlink.open(place, Netlink.NETFILTER);
    Blockades blockades = new Blockades(choice.name(), plans, netlink, bell);
    return new Line(netlink, blockades, listening(bell));
  }

  private Optional<Listening> listening(Runnable bell) {
    try {
      return Optional.of(events.listen(bell));
    } catch (Fault silent) {
      LOG.info("changes are found by counting alone: {}", silent.getMessage());
      return Optional.empty();
    }
  }
}
