package org.gaoler.api;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes enforcers for jails; register it as a service with the property {@link #ACTION}, one name
 * or several.
 */
@ConsumerType
public interface EnforcerFactory {

  /**
   * Service property with the plain names that jails write: {@code action = iptables-multiport}.
   */
  String ACTION = "action";

  /**
   * Makes an enforcer. Touches nothing outside; answers at once.
   *
   * @param order what the jail asks for
   * @return a new enforcer, to be opened by core
   * @throws Fault if an option is wrong: its name, its value and what is accepted
   */
  Enforcer enforcer(Order order) throws Fault;

  /**
   * What is missing on this machine for this action, for {@code gaoler doctor}. May run commands
   * for up to 5 s; needs no jail.
   *
   * @return one line each: what is missing and the command that mends it; empty if all is well
   */
  default List<String> missing() {
    return List.of();
  }

  /**
   * What a jail asks of an action.
   *
   * @param jail the jail's name, 1 to 200 characters of {@code A-Z a-z 0-9 . _ -}
   * @param action the name it used, one of {@link #ACTION}
   * @param options from {@code name[option=value]}, over the jail's own {@code port}, {@code
   *     protocol} and {@code chain}; unknown ones are a fault
   */
  record Order(String jail, String action, Map<String, String> options) {
    public Order {
      options = Map.copyOf(options);
    }
  }
}
