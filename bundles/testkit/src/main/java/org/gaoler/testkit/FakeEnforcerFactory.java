package org.gaoler.testkit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;

/**
 * Makes enforcers that keep their bans in memory. What they keep outlives them, as a firewall
 * outlives its tools: a later enforcer of the same jail and action finds it.
 */
public final class FakeEnforcerFactory implements EnforcerFactory {

  private final Set<String> options;
  private final Map<String, FakeFirewall> firewalls = new ConcurrentHashMap<>();
  private final List<FakeEnforcer> made = new CopyOnWriteArrayList<>();
  private final List<Order> orders = new CopyOnWriteArrayList<>();

  /** Takes the options port, protocol and chain and no other. */
  public FakeEnforcerFactory() {
    this(Set.of("port", "protocol", "chain"));
  }

  /**
   * Takes some options.
   *
   * @param options names of options that are no fault
   */
  public FakeEnforcerFactory(Set<String> options) {
    this.options = Set.copyOf(options);
  }

  @Override
  public FakeEnforcer enforcer(Order order) throws Fault {
    for (Map.Entry<String, String> option : order.options().entrySet()) {
      if (!options.contains(option.getKey())) {
        throw new Fault(
            "action "
                + order.action()
                + ": unknown option "
                + option.getKey()
                + " = "
                + option.getValue()
                + "; accepted: "
                + options.stream().sorted().toList());
      }
    }
    FakeEnforcer enforcer = new FakeEnforcer(firewall(order.jail(), order.action()));
    orders.add(order);
    made.add(enforcer);
    return enforcer;
  }

  /**
   * The outside thing of a jail's action, there before any enforcer and after the last.
   *
   * @param jail the jail
   * @param action the action's name
   * @return the same one each time
   */
  public FakeFirewall firewall(String jail, String action) {
    return firewalls.computeIfAbsent(jail + '\n' + action, key -> new FakeFirewall());
  }

  /**
   * Every enforcer made so far.
   *
   * @return oldest first
   */
  public List<FakeEnforcer> made() {
    return List.copyOf(made);
  }

  /**
   * What jails have asked for.
   *
   * @return one order per enforcer made, oldest first
   */
  public List<Order> orders() {
    return List.copyOf(orders);
  }
}
