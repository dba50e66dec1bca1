package org.gaoler.xtables;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
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

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");
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
    TreeSet<String> accepted = new TreeSet<>(COMMON);
    accepted.addAll(own);
    for (Map.Entry<String, String> option : options.entrySet()) {
      if (!accepted.contains(option.getKey())) {
        throw new Fault(
            "unknown option "
                + option.getKey()
                + " = "
                + option.getValue()
                + "; accepted are "
                + String.join(", ", accepted));
      }
    }
    String name = options.getOrDefault("name", order.jail());
    if (!NAME.matcher(name).matches()) {
      throw new Fault(
          "option name = "
              + name
              + ": accepted are 1 to 200 letters, digits, dots, hyphens and underscores");
    }
    return new ChainOrder(name, entrance(options, allPorts, services));
  }

  private static Entrance entrance(Map<String, String> options, boolean allPorts, Services services)
      throws Fault {
    String chain = options.getOrDefault("chain", "INPUT");
    List<String> ports = Ports.parse(options.getOrDefault("port", Ports.ALL), services);
    Entrance entrance = Entrance.of(chain, options.getOrDefault("protocol", "tcp"), ports);
    return allPorts ? Entrance.of(chain, "all", List.of()) : entrance;
  }
}
