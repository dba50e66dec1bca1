package org.gaoler.action.ipset;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.netlink.Conntrack;
import org.gaoler.xtables.BlockType;
import org.gaoler.xtables.Entrance;
import org.gaoler.xtables.Ports;
import org.gaoler.xtables.Services;
import org.gaoler.xtables.Xtables;

/**
 * What a jail asks for, read from its options.
 *
 * @param jail the name in comments
 * @param name of its sets and its chain
 * @param size of its sets
 * @param target what becomes of offenders' packets
 * @param entrance which packets are looked at
 */
record Choice(String jail, SetName name, Size size, BlockType target, Entrance entrance) {

  private static final String ALLPORTS = "allports";
  private static final String MULTIPORT = "multiport";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");
  private static final TreeSet<String> TYPES =
      new TreeSet<>(List.of(ALLPORTS, MULTIPORT, "oneport"));
  private static final TreeSet<String> OPTIONS =
      new TreeSet<>(
          List.of(
              "blocktype",
              "chain",
              "hashsize",
              Conntrack.OPTION,
              "maxelem",
              "name",
              "port",
              "protocol",
              "set",
              "type"));

  /** What holds if a jail does not say otherwise. */
  record Words(String blockType, String maxElem, String hashSize) {}

  /**
   * Reads the options.
   *
   * @throws Fault if one is wrong: its name, its value and what is accepted
   */
  static Choice of(Order order, Words defaults, Services services) throws Fault {
    Map<String, String> options = order.options();
    order.check(OPTIONS);
    String jail = order.name();
    return new Choice(
        jail,
        options.containsKey("set")
            ? SetName.shared(named("set", options.get("set")))
            : SetName.own(jail),
        Size.of(
            options.getOrDefault("maxelem", defaults.maxElem()),
            options.getOrDefault("hashsize", defaults.hashSize())),
        BlockType.parse(options.getOrDefault("blocktype", defaults.blockType())),
        entrance(order, services));
  }

  private static Entrance entrance(Order order, Services services) throws Fault {
    Map<String, String> options = order.options();
    String usual = order.action().endsWith(ALLPORTS) ? ALLPORTS : MULTIPORT;
    String type = options.getOrDefault("type", usual);
    if (!TYPES.contains(type)) {
      throw new Fault("option type = " + type + ": accepted are " + String.join(", ", TYPES));
    }
    String chain = options.getOrDefault("chain", "INPUT");
    List<String> ports = Ports.parse(options.getOrDefault("port", Ports.ALL), services);
    Entrance entrance = Entrance.of(chain, options.getOrDefault("protocol", "tcp"), ports);
    return type.equals(ALLPORTS) ? Entrance.of(chain, "all", List.of()) : entrance;
  }

  private static String named(String option, String name) throws Fault {
    if (!NAME.matcher(name).matches()) {
      throw new Fault(
          "option "
              + option
              + " = "
              + name
              + ": accepted are 1 to 200 letters, digits, dots, hyphens and underscores");
    }
    return name;
  }

  /** What one family of it consists of. */
  Blockade.Plan plan(Family family, Xtables xtables) {
    Rules rules = new Rules(jail, name.chain(), name.set(family), entrance, target.of(family));
    return new Blockade.Plan(family, size, xtables, rules);
  }
}
