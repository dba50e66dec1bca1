package org.gaoler.action.iptables;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.xtables.BlockType;
import org.gaoler.xtables.ChainName;
import org.gaoler.xtables.Entrance;
import org.gaoler.xtables.Ports;
import org.gaoler.xtables.Program;
import org.gaoler.xtables.Services;
import org.gaoler.xtables.Xtables;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Makes enforcers that drop packets by iptables rules, in a chain of their own per jail. */
@Component(
    configurationPid = IptablesEnforcerFactory.PID,
    property = {
      "action=iptables-multiport",
      "action=iptables-allports",
      "action=iptables",
    })
@Designate(ocd = Defaults.class)
public final class IptablesEnforcerFactory implements EnforcerFactory {

  static final String PID = "org.gaoler.action.iptables";

  private static final String ALLPORTS = "iptables-allports";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");
  private static final TreeSet<String> OPTIONS =
      new TreeSet<>(List.of("blocktype", "chain", "name", "port", "protocol"));

  private final String blockType;
  private final Services services = Services.ofThisMachine();
  private final Map<Family, Xtables> tables = new EnumMap<>(Family.class);

  /**
   * Takes the defaults; starts nothing.
   *
   * @param defaults as configured
   */
  @Activate
  public IptablesEnforcerFactory(Defaults defaults) {
    this(defaults.blocktype(), defaults.iptables(), defaults.wait$());
  }

  IptablesEnforcerFactory(String blockType, String command, int waitSeconds) {
    this.blockType = blockType;
    for (Family family : Family.values()) {
      tables.put(family, new Xtables(Program.of(command, family, waitSeconds)));
    }
  }

  @Override
  public Enforcer enforcer(Order order) throws Fault {
    try {
      return made(order);
    } catch (Fault fault) {
      throw new Fault("action " + order.action() + ": " + fault.getMessage(), fault);
    }
  }

  @Override
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (Xtables table : tables.values()) {
      try {
        table.list();
        table.program().restore();
      } catch (Fault fault) {
        missing.add(fault.getMessage());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        missing.add(table.program() + " did not answer in time");
      }
    }
    return missing;
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
    String chain = ChainName.of(name(order));
    BlockType target = BlockType.parse(options.getOrDefault("blocktype", blockType));
    Entrance entrance = entrance(order);
    Map<Family, Rules> rules = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      rules.put(family, new Rules(order.jail(), chain, entrance, target.of(family)));
    }
    return new IptablesEnforcer(tables, rules);
  }

  private Entrance entrance(Order order) throws Fault {
    Map<String, String> options = order.options();
    String chain = options.getOrDefault("chain", "INPUT");
    List<String> ports = Ports.parse(options.getOrDefault("port", Ports.ALL), services);
    Entrance entrance = Entrance.of(chain, options.getOrDefault("protocol", "tcp"), ports);
    return order.action().equals(ALLPORTS) ? Entrance.of(chain, "all", List.of()) : entrance;
  }

  private static String name(Order order) throws Fault {
    String name = order.options().getOrDefault("name", order.jail());
    if (!NAME.matcher(name).matches()) {
      throw new Fault(
          "option name = "
              + name
              + ": accepted are 1 to 200 letters, digits, dots, hyphens and"
              + " underscores");
    }
    return name;
  }
}
