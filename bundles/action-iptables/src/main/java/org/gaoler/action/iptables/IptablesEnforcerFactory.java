package org.gaoler.action.iptables;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.netlink.Conntrack;
import org.gaoler.netlink.GenerationEvents;
import org.gaoler.netlink.Place;
import org.gaoler.xtables.BlockType;
import org.gaoler.xtables.ChainEnforcer;
import org.gaoler.xtables.ChainOrder;
import org.gaoler.xtables.Program;
import org.gaoler.xtables.Rules;
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
  private static final List<String> OPTIONS =
      Stream.concat(Stream.of("blocktype"), Wishes.OPTIONS.stream()).toList();

  private final String blockType;
  private final Place place;
  private final GenerationEvents events;
  private final Services services = Services.ofThisMachine();
  private final Map<Family, Xtables> tables = new EnumMap<>(Family.class);

  /**
   * Takes the defaults; starts nothing.
   *
   * @param defaults as configured
   */
  @Activate
  public IptablesEnforcerFactory(Defaults defaults) {
    this(
        defaults.blocktype(),
        defaults.iptables(),
        defaults.wait$(),
        Place.HERE,
        GenerationEvents.HERE);
  }

  IptablesEnforcerFactory(
      String blockType, String command, int waitSeconds, Place place, GenerationEvents events) {
    this.blockType = blockType;
    this.place = place;
    this.events = events;
    for (Family family : Family.values()) {
      Program program = Program.of(command, family, waitSeconds, PID);
      tables.put(family, new Xtables(program, events::own));
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
      missing.addAll(table.missing());
    }
    return missing;
  }

  private Enforcer made(Order order) throws Fault {
    boolean allPorts = order.action().equals(ALLPORTS);
    ChainOrder asked = ChainOrder.of(order, OPTIONS, allPorts, services);
    Wishes wishes = Wishes.of(order.options(), asked.name());
    BlockType target = BlockType.parse(order.options().getOrDefault("blocktype", blockType));
    Map<Family, Rules> rules = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      rules.put(family, wishes.rules(order.jail(), asked, family, target.of(family)));
    }
    return new ChainEnforcer(
        tables,
        rules,
        events,
        Conntrack.wanted(order.options(), place),
        wishes.recent(),
        Clock.systemUTC());
  }
}
