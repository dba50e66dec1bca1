package org.gaoler.action.ipset;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.netlink.Conntrack;
import org.gaoler.netlink.GenerationEvents;
import org.gaoler.netlink.Netlink;
import org.gaoler.netlink.Place;
import org.gaoler.xtables.BlockType;
import org.gaoler.xtables.Entrance;
import org.gaoler.xtables.Ports;
import org.gaoler.xtables.Program;
import org.gaoler.xtables.Services;
import org.gaoler.xtables.Tool;
import org.gaoler.xtables.Xtables;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Makes enforcers that keep offenders in sets of the kernel, which one iptables rule looks into.
 */
@Component(
    configurationPid = IpsetEnforcerFactory.PID,
    property = {
      "action=ipset",
      "action=iptables-ipset",
      "action=iptables-ipset-proto4",
      "action=iptables-ipset-proto6",
      "action=iptables-ipset-proto6-allports",
    })
@Designate(ocd = Defaults.class)
public final class IpsetEnforcerFactory implements EnforcerFactory {

  static final String PID = "org.gaoler.action.ipset";

  private static final String ALLPORTS = "allports";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");
  private static final TreeSet<String> TYPES =
      new TreeSet<>(List.of(ALLPORTS, "multiport", "oneport"));
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

  private final Words defaults;
  private final Wiring wiring;
  private final Clock clock;
  private final Services services = Services.ofThisMachine();

  /** Of the sets that several jails share, by name. */
  private final Map<SetName, Claims> claims = new ConcurrentHashMap<>();

  /** What holds if a jail does not say otherwise. */
  record Words(String blockType, String maxElem, String hashSize) {}

  /**
   * Takes the defaults; starts nothing.
   *
   * @param defaults as configured
   */
  @Activate
  public IpsetEnforcerFactory(Defaults defaults) {
    this(
        new Words(
            defaults.blocktype(),
            String.valueOf(defaults.maxelem()),
            String.valueOf(defaults.hashsize())),
        wiring(
            Place.HERE,
            GenerationEvents.HERE,
            defaults.iptables(),
            defaults.ipset(),
            defaults.wait$()),
        Clock.systemUTC());
  }

  IpsetEnforcerFactory(Words defaults, Wiring wiring, Clock clock) {
    this.defaults = defaults;
    this.wiring = wiring;
    this.clock = clock;
  }

  static Wiring wiring(
      Place place, GenerationEvents events, String iptables, String ipset, int waitSeconds) {
    Map<Family, Xtables> tables = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      Program program = Program.of(iptables, family, waitSeconds);
      tables.put(family, new Xtables(program, events::own));
    }
    Tool tool = Tool.of(ipset, "option ipset in " + PID + ".cfg names it", "apt-get install ipset");
    return new Wiring(place, events, tables, tool);
  }

  @Override
  public Enforcer enforcer(Order order) throws Fault {
    try {
      return made(order);
    } catch (Fault fault) {
      throw new Fault("action " + order.action() + ": " + fault.getMessage(), fault);
    }
  }

  private Enforcer made(Order order) throws Fault {
    Map<String, String> options = order.options();
    for (Map.Entry<String, String> option : options.entrySet()) {
      if (!OPTIONS.contains(option.getKey())) {
        throw new Fault(
            "unknown option "
                + option.getKey()
                + " = "
                + option.getValue()
                + "; accepted are "
                + String.join(", ", OPTIONS));
      }
    }
    String jail = named("name", options.getOrDefault("name", order.jail()));
    boolean common = options.containsKey("set");
    SetName name = common ? SetName.shared(named("set", options.get("set"))) : SetName.own(jail);
    Optional<Share> share =
        common
            ? Optional.of(
                new Share(claims.computeIfAbsent(name, n -> new Claims(clock)), jail, clock))
            : Optional.empty();
    Optional<Conntrack> kill = Conntrack.wanted(options, wiring.place());
    return new IpsetEnforcer(wiring, name, plans(order, jail, name), share, kill, clock);
  }

  private Map<Family, Blockade.Plan> plans(Order order, String jail, SetName name) throws Fault {
    Map<String, String> options = order.options();
    Size size =
        Size.of(
            options.getOrDefault("maxelem", defaults.maxElem()),
            options.getOrDefault("hashsize", defaults.hashSize()));
    BlockType target = BlockType.parse(options.getOrDefault("blocktype", defaults.blockType()));
    Entrance entrance = entrance(order);
    Map<Family, Blockade.Plan> plans = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      Rules rules = new Rules(jail, name.chain(), name.set(family), entrance, target.of(family));
      plans.put(family, new Blockade.Plan(family, size, wiring.tables().get(family), rules));
    }
    return plans;
  }

  private Entrance entrance(Order order) throws Fault {
    Map<String, String> options = order.options();
    String chain = options.getOrDefault("chain", "INPUT");
    String type =
        options.getOrDefault("type", order.action().endsWith(ALLPORTS) ? ALLPORTS : "multiport");
    if (!TYPES.contains(type)) {
      throw new Fault("option type = " + type + ": accepted are " + String.join(", ", TYPES));
    }
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

  @Override
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (Xtables table : wiring.tables().values()) {
      look(missing, () -> table.list());
      look(missing, () -> table.program().restore());
    }
    look(missing, () -> wiring.ipset().command("version"));
    look(missing, this::lookAtSets);
    return missing;
  }

  private void lookAtSets() throws Fault, InterruptedException {
    try (Netlink netlink = Netlink.open(wiring.place(), Netlink.NETFILTER);
        IpSet set = new IpSet(netlink, "gaoler:doctor", Family.IPV4)) {
      set.header();
    }
  }

  /** Something that fails if a thing is missing. */
  private interface Look {
    void at() throws Fault, InterruptedException;
  }

  private static void look(List<String> missing, Look look) {
    try {
      look.at();
    } catch (Fault fault) {
      missing.add(fault.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      missing.add("a look at the firewall was interrupted");
    }
  }
}
