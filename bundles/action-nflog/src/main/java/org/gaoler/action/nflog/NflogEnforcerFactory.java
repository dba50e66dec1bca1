package org.gaoler.action.nflog;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.netlink.Conntrack;
import org.gaoler.netlink.GenerationEvents;
import org.gaoler.netlink.Place;
import org.gaoler.xtables.Aside;
import org.gaoler.xtables.ChainEnforcer;
import org.gaoler.xtables.ChainName;
import org.gaoler.xtables.ChainOrder;
import org.gaoler.xtables.Program;
import org.gaoler.xtables.Rate;
import org.gaoler.xtables.Rules;
import org.gaoler.xtables.Services;
import org.gaoler.xtables.Xtables;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Makes enforcers that tell an nflog group of some packets of those that are banned, and drop all.
 */
@Component(configurationPid = NflogEnforcerFactory.PID, property = "action=nflog")
@Designate(ocd = Defaults.class)
public final class NflogEnforcerFactory implements EnforcerFactory {

  static final String PID = "org.gaoler.action.nflog";

  private static final String SUFFIX = "-nflog";
  private static final String DROPPED = ":DROP ";
  private static final int KEPT = 23;
  private static final int HIGHEST_GROUP = 65_535;
  private static final Pattern GROUP = Pattern.compile("\\d{1,5}");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9 _.,:;/+=()-]{1,63}");
  private static final List<String> OPTIONS = List.of("burst", "group", "limit", "prefix");

  private final String group;
  private final String limit;
  private final String burst;
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
  public NflogEnforcerFactory(Defaults defaults) {
    this(
        List.of("" + defaults.group(), defaults.limit(), "" + defaults.burst()),
        defaults.iptables(),
        defaults.wait$(),
        Place.HERE,
        GenerationEvents.HERE);
  }

  NflogEnforcerFactory(
      List<String> defaults,
      String command,
      int waitSeconds,
      Place place,
      GenerationEvents events) {
    this.group = defaults.get(0);
    this.limit = defaults.get(1);
    this.burst = defaults.get(2);
    this.place = place;
    this.events = events;
    for (Family family : Family.values()) {
      tables.put(family, new Xtables(Program.of(command, family, waitSeconds, PID), events::own));
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

  private Enforcer made(Order order) throws Fault {
    ChainOrder asked = ChainOrder.of(order, OPTIONS, false, services);
    Map<String, String> options = order.options();
    String chain = ChainName.of(asked.name(), SUFFIX);
    Aside aside = new Aside(chain + SUFFIX, List.of(logging(chain, options), "-j DROP"));
    Rules rules = new Rules(order.jail(), chain, asked.entrance(), aside);
    Optional<Conntrack> kill = Conntrack.wanted(options, place);
    Map<Family, Rules> both = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      both.put(family, rules);
    }
    return new ChainEnforcer(tables, both, events, kill);
  }

  private String logging(String chain, Map<String, String> options) throws Fault {
    String to = options.getOrDefault("group", group).strip();
    if (!GROUP.matcher(to).matches() || Integer.parseInt(to) > HIGHEST_GROUP) {
      throw new Fault("option group = " + to + ": accepted are 0 to " + HIGHEST_GROUP);
    }
    String usual = chain.substring(0, Math.min(KEPT, chain.length())) + DROPPED;
    String prefix = options.getOrDefault("prefix", usual);
    if (!PREFIX.matcher(prefix).matches()) {
      throw new Fault(
          "option prefix = "
              + prefix
              + ": accepted are 1 to 63 letters, digits, blanks and _.,:;/+=()-");
    }
    Rate rate = Rate.of(options.getOrDefault("limit", limit), options.getOrDefault("burst", burst));
    int number = Integer.parseInt(to);
    String heard = number == 0 ? "" : " --nflog-group " + number;
    return rate.text() + "-j NFLOG --nflog-prefix \"" + prefix + "\"" + heard;
  }

  @Override
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (Xtables table : tables.values()) {
      missing.addAll(table.missing());
    }
    return missing;
  }
}
