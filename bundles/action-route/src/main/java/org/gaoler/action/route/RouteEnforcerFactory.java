package org.gaoler.action.route;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.netlink.Conntrack;
import org.gaoler.netlink.Place;
import org.gaoler.xtables.Tool;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Makes enforcers that lead answers to banned addresses nowhere. */
@Component(configurationPid = RouteEnforcerFactory.PID, property = "action=route")
@Designate(ocd = Defaults.class)
public final class RouteEnforcerFactory implements EnforcerFactory {

  static final String PID = "org.gaoler.action.route";

  private static final long LARGEST = 0xffff_ffffL;
  private static final int LEAST_PROTOCOL = 5;
  private static final int LAST_PROTOCOL = 255;

  /** Own metrics are high, so that nobody's own choice is among them. */
  private static final int METRICS = 0x6700_0000;

  private static final int METRIC_BITS = 0x00ff_ffff;

  private static final List<String> OPTIONS =
      List.of(
          "blocktype", "chain", Conntrack.OPTION, "metric", "name", "port", "protocol", "table");

  private final String blockType;
  private final long table;
  private final int protocol;
  private final Tool ip;
  private final Place place;

  /**
   * Takes the defaults; starts nothing.
   *
   * @param defaults as configured
   */
  @Activate
  public RouteEnforcerFactory(Defaults defaults) {
    this(defaults.blocktype(), defaults.table(), defaults.proto(), defaults.ip(), Place.HERE);
  }

  RouteEnforcerFactory(String blockType, long table, int protocol, String command, Place place) {
    this.blockType = blockType;
    this.table = table;
    this.protocol = protocol;
    this.ip = Tool.of(command, "option ip in " + PID + ".cfg names it", "apt-get install iproute2");
    this.place = place;
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
    order.check(OPTIONS);
    if (protocol < LEAST_PROTOCOL || protocol > LAST_PROTOCOL) {
      throw new Fault("option proto = " + protocol + " in " + PID + ".cfg: accepted are 5 to 255");
    }
    int own = metric(order.name());
    int metric = (int) number(options, "metric", Integer.toUnsignedLong(own));
    int type = Types.parse(options.getOrDefault("blocktype", blockType));
    Mark mark = new Mark((int) number(options, "table", table), protocol, metric, type);
    Optional<Conntrack> kill = Conntrack.wanted(options, place);
    return new RouteEnforcer(place, ip, mark, kill);
  }

  private static int metric(String name) {
    CRC32 sum = new CRC32();
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    return METRICS | (int) sum.getValue() & METRIC_BITS;
  }

  private static long number(Map<String, String> options, String option, long otherwise)
      throws Fault {
    String text = options.getOrDefault(option, Long.toString(otherwise)).strip();
    if (!text.matches("[1-9]\\d{0,9}") || Long.parseLong(text) > LARGEST) {
      throw new Fault("option " + option + " = " + text + ": accepted are 1 to " + LARGEST);
    }
    return Long.parseLong(text);
  }

  @Override
  public List<String> missing() {
    try {
      ip.command();
      return List.of();
    } catch (Fault fault) {
      return List.of(String.valueOf(fault.getMessage()));
    }
  }
}
