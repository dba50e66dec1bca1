package org.gaoler.action.nftables;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.netlink.Conntrack;
import org.gaoler.netlink.GenerationEvents;
import org.gaoler.netlink.Place;
import org.gaoler.xtables.Child;
import org.gaoler.xtables.Services;
import org.gaoler.xtables.Tool;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Makes enforcers that drop packets by nftables, in a table of its own for each jail. */
@Component(
    configurationPid = NftablesEnforcerFactory.PID,
    property = {
      "action=nftables",
      "action=nftables-multiport",
      "action=nftables-allports",
    })
@Designate(ocd = Defaults.class)
public final class NftablesEnforcerFactory implements EnforcerFactory {

  static final String PID = "org.gaoler.action.nftables";

  private static final String ALLPORTS = "nftables-allports";
  private static final String PREFIX = "gaoler-";
  private static final long LIMIT_SECONDS = 5;
  private static final List<String> OPTIONS =
      List.of(
          "blocktype",
          "chain",
          "counter",
          "hook",
          Conntrack.OPTION,
          "logprefix",
          "name",
          "port",
          "preset",
          "priority",
          "protocol");

  private final String preset;
  private final String blockType;
  private final boolean counter;
  private final Tool nft;
  private final Place place;
  private final GenerationEvents events;
  private final Services services = Services.ofThisMachine();

  /**
   * Takes the defaults; starts nothing.
   *
   * @param defaults as configured
   */
  @Activate
  public NftablesEnforcerFactory(Defaults defaults) {
    this(
        defaults.preset(),
        defaults.blocktype(),
        defaults.counter(),
        defaults.nft(),
        Place.HERE,
        GenerationEvents.HERE);
  }

  NftablesEnforcerFactory(
      String preset,
      String blockType,
      boolean counter,
      String command,
      Place place,
      GenerationEvents events) {
    this.preset = preset;
    this.blockType = blockType;
    this.counter = counter;
    this.nft =
        Tool.of(command, "option nft in " + PID + ".cfg names it", "apt-get install nftables");
    this.place = place;
    this.events = events;
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
    order.check(OPTIONS);
    Gate.Words words = new Gate.Words(order.options(), preset, blockType, counter);
    Gate gate = Gate.of(words, order.action().equals(ALLPORTS), services);
    Layout layout = new Layout(PREFIX + order.name(), gate);
    Optional<Conntrack> kill = Conntrack.wanted(order.options(), place);
    return new NftablesEnforcer(place, events, nft, layout, kill, Clock.systemUTC());
  }

  @Override
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    try {
      Child child = Child.start(nft.command("list", "tables"));
      child.outputAtEnd(System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS));
      if (child.status() != 0) {
        missing.add(
            child
                + " failed: "
                + child.complaint()
                + "; run as root or with CAP_NET_ADMIN, and load the module: modprobe nf_tables");
      }
    } catch (Fault fault) {
      missing.add(fault.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      missing.add("nft did not answer in time");
    }
    return missing;
  }
}
