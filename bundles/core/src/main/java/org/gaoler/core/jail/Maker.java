package org.gaoler.core.jail;

import java.util.Optional;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.NotifierFactory;

/**
 * Who makes what an action's name stands for; one of the two at most.
 *
 * @param enforcers makes it if it keeps offenders out
 * @param notifiers makes it if it tells of them
 */
record Maker(Optional<EnforcerFactory> enforcers, Optional<NotifierFactory> notifiers) {

  /** Nobody, as long as no bundle offers the name. */
  static final Maker NONE = new Maker(Optional.empty(), Optional.empty());

  /** Looks a name up among what the installed bundles offer. */
  static Maker of(Parts parts, String name) {
    Optional<EnforcerFactory> enforcers = parts.action(name);
    return new Maker(enforcers, enforcers.isPresent() ? Optional.empty() : parts.notifier(name));
  }

  boolean missing() {
    return equals(NONE);
  }
}
