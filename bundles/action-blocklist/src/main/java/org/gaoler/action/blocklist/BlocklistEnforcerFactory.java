package org.gaoler.action.blocklist;

import java.time.Clock;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.api.IgnoreRule;
import org.gaoler.api.operate.Operator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** Makes enforcers that keep text files of banned addresses, which people may edit. */
@Component(
    service = EnforcerFactory.class,
    configurationPid = BlocklistEnforcerFactory.PID,
    property = {"action=blocklist", "action=" + Wanted.HOSTS_DENY})
@Designate(ocd = Defaults.class)
public final class BlocklistEnforcerFactory implements EnforcerFactory {

  static final String PID = "org.gaoler.action.blocklist";

  private static final String FOLDER = "gaoler.data";
  private static final String DEFAULT_FOLDER = "/var/lib/gaoler";

  private final Map<String, String> defaults;
  private final Optional<BundleContext> context;
  private final Lists lists;
  private Optional<ServiceRegistration<IgnoreRule>> rule = Optional.empty();
  private Optional<Operator> desk = Optional.empty();
  private boolean closed;

  /**
   * Takes the defaults; touches no file.
   *
   * @param defaults as configured
   * @param context where the folder of the store is told, and allow lists are offered
   */
  @Activate
  public BlocklistEnforcerFactory(Defaults defaults, BundleContext context) {
    this(
        Map.of(
            "path", path(defaults.path(), context.getProperty(FOLDER)),
            "format", defaults.format(),
            "allow", defaults.allow(),
            "only", defaults.only(),
            "mode", defaults.mode(),
            "services", defaults.services()),
        Optional.of(context));
  }

  BlocklistEnforcerFactory(Map<String, String> defaults, Optional<BundleContext> context) {
    this.defaults = defaults;
    this.context = context;
    this.lists = new Lists(Clock.systemUTC(), this::rule);
  }

  private static String path(String configured, String folder) {
    String data = folder == null ? DEFAULT_FOLDER : folder;
    return configured.isBlank()
        ? String.join("/", data, Lists.FOLDER, "ip.blocklist.<name>")
        : configured;
  }

  /** Whoever is sentenced waits for rules to answer, so there is none while there is no need. */
  private synchronized void rule(boolean wanted) {
    if (wanted && rule.isEmpty() && !closed) {
      rule = context.map(c -> c.registerService(IgnoreRule.class, lists, new Hashtable<>()));
    } else if (!wanted) {
      rule.ifPresent(ServiceRegistration::unregister);
      rule = Optional.empty();
    }
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "unbind")
  synchronized void bind(Operator operator) {
    desk = Optional.of(operator);
    lists.desk(desk);
  }

  /** A successor may have come before its predecessor goes. */
  synchronized void unbind(Operator operator) {
    desk = desk.filter(present -> present != operator);
    lists.desk(desk);
  }

  @Deactivate
  void close() {
    synchronized (this) {
      closed = true;
    }
    rule(false);
    lists.close();
  }

  @Override
  public Enforcer enforcer(Order order) throws Fault {
    try {
      return new BlocklistEnforcer(lists, Wanted.of(order, defaults), order);
    } catch (Fault fault) {
      throw new Fault("action " + order.action() + ": " + fault.getMessage(), fault);
    }
  }

  IgnoreRule rule() {
    return lists;
  }

  @Override
  public List<String> missing() {
    return lists.complaints();
  }
}
