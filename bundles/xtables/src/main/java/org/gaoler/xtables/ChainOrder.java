package org.gaoler.xtables;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.netlink.Conntrack;

/**
 * What a jail asks of an action that keeps a chain: its name, and which packets are led into it.
 *
 * @param name after which the chain is called
 * @param entrance which packets
 */
public record ChainOrder(String name, Entrance entrance) {

  private static final List<String> COMMON =
      List.of("chain", Conntrack.OPTION, "name", "port", "protocol");

  /**
   * Reads the options that all such actions have, and refuses those that nobody knows.
   *
   * @param order of a jail
   * @param own options of the action besides the common ones
   * @param allPorts whether port and protocol do not matter
   * @param services knows ports by name
   * @return what is asked
   * @throws Fault if an option is wrong: its name, its value and what is accepted
   */
  public static ChainOrder of(
      Order order, Collection<String> own, boolean allPorts, Services services) throws Fault {
    Map<String, String> options = order.options();
    List<String> accepted = new ArrayList<>(COMMON);
    accepted.addAll(own);
    order.check(accepted);
    return new ChainOrder(order.name(), entrance(options, allPorts, services));
  }

  private static Entrance entrance(Map<String, String> options, boolean allPorts, Services services)
      throws Fault {
    String chain = options.getOrDefault("chain", "INPUT");
    List<String> ports = Ports.parse(options.getOrDefault("port", Ports.ALL), services);
    Entrance entrance = Entrance.of(chain, options.getOrDefault("protocol", "tcp"), ports);
    return allPorts ? Entrance.of(chain, "all", List.of()) : entrance;
  }
}
