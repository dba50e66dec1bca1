package org.gaoler.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes notifiers for jails; register it as a service with the property {@link
 * EnforcerFactory#ACTION}, one name or several: {@code action = mail-whois[dest=root]}.
 */
@ConsumerType
public interface NotifierFactory {

  /**
   * Makes a notifier. Touches nothing outside; answers at once.
   *
   * @param order what the jail asks for
   * @return a new notifier
   * @throws Fault if an option is wrong: its name, its value and what is accepted
   */
  Notifier notifier(EnforcerFactory.Order order) throws Fault;

  /**
   * What is missing on this machine for this action, for {@code gaoler doctor}. May run commands
   * for up to 5 s; needs no jail.
   *
   * @return one line each: what is missing and the command that mends it; empty if all is well
   */
  default List<String> missing() {
    return List.of();
  }
}
