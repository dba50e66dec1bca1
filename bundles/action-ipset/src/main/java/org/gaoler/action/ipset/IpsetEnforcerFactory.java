package org.gaoler.action.ipset;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.netlink.Conntrack;
import org.gaoler.netlink.GenerationEvents;
import org.gaoler.netlink.Netlink;
import org.gaoler.netlink.Place;
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

  private final Choice.Words defaults;
  private final Wiring wiring;
  private final Clock clock;
  private final Services services = Services.ofThisMachine();

  /** Of the sets that several jails share, by name. */
  private final Map<SetName, Claims> claims = new ConcurrentHashMap<>();

  /**
   * Takes the defaults; starts nothing.
   *
   * @param defaults as configured
   */
  @Activate
  public IpsetEnforcerFactory(Defaults defaults) {
    this(
        new Choice.Words(
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

  IpsetEnforcerFactory(Choice.Words defaults, Wiring wiring, Clock clock) {
    this.defaults = defaults;
    this.wiring = wiring;
    this.clock = clock;
  }

  static Wiring wiring(
      Place place, GenerationEvents events, String iptables, String ipset, int waitSeconds) {
    Map<Family, Xtables> tables = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      Program program = Program.of(iptables, family, waitSeconds, PID);
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
    Choice choice = Choice.of(order, defaults, services);
    Optional<Share> share =
        choice.name().shared()
            ? Optional.of(
                new Share(
                    claims.computeIfAbsent(choice.name(), name -> new Claims(clock)),
                    choice.jail(),
                    clock))
            : Optional.empty();
    Optional<Conntrack> kill = Conntrack.wanted(order.options(), wiring.place());
    return new IpsetEnforcer(wiring, choice, share, kill, clock);
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
