package org.gaoler.core.jail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.core.docket.Docket;
import org.gaoler.core.docket.Enforcement;
import org.gaoler.core.docket.Reconciliation;
import org.gaoler.core.docket.Teardowns;
import org.gaoler.core.docket.Watchdog;
import org.gaoler.core.jail.Post.Station;
import org.gaoler.core.settings.JailSettings;
import org.gaoler.core.settings.PluginCall;

/** Brings the enforcers of a jail to what its settings and the installed bundles say. */
final class Actions {

  private final Parts parts;
  private final Docket docket;
  private final Teardowns teardowns;
  private final Watchdog watchdog;
  private final boolean rehearsal;

  /**
   * Makes the actions of all jails.
   *
   * @param rehearsal whether nothing at all may be applied
   */
  Actions(Parts parts, Docket docket, Teardowns teardowns, Watchdog watchdog, boolean rehearsal) {
    this.parts = parts;
    this.docket = docket;
    this.teardowns = teardowns;
    this.watchdog = watchdog;
    this.rehearsal = rehearsal;
  }

  /**
   * Keeps the stations that are still right, ends the others and makes what is missing.
   *
   * @param changed called whenever the health of an action changed
   * @return the stations in the order of the settings
   */
  List<Station> bring(Jail jail, JailSettings settings, List<Station> present, Runnable changed) {
    List<Station> kept = new ArrayList<>();
    for (PluginCall call : settings.actions()) {
      Optional<EnforcerFactory> factory = parts.action(call.name());
      present.stream()
          .filter(station -> station.call().equals(call))
          .filter(station -> station.enforcement().isPresent() || rehearsal)
          .filter(station -> station.factory().equals(factory))
          .findFirst()
          .ifPresent(kept::add);
    }
    present.stream().filter(station -> !kept.contains(station)).forEach(s -> end(jail, s));
    List<Station> stations = new ArrayList<>();
    for (PluginCall call : settings.actions()) {
      stations.add(
          kept.stream()
              .filter(station -> station.call().equals(call))
              .findFirst()
              .orElseGet(() -> make(jail, call, changed)));
    }
    return stations;
  }

  private Station make(Jail jail, PluginCall call, Runnable changed) {
    Optional<EnforcerFactory> factory = parts.action(call.name());
    if (factory.isEmpty()) {
      return without(
          call,
          factory,
          place(jail)
              + ": action = "
              + call.name()
              + ": waits for a bundle that offers it, such as org.gaoler.action."
              + call.name().split("-", 2)[0]
              + "; there are "
              + String.join(", ", parts.actions().keySet()));
    }
    try {
      Enforcer enforcer =
          factory
              .get()
              .enforcer(new EnforcerFactory.Order(jail.name(), call.name(), call.options()));
      if (rehearsal) {
        enforcer.close();
        return without(call, factory, "");
      }
      return new Station(call, factory, Optional.of(begin(jail, call, enforcer, changed)), "");
    } catch (Fault | RuntimeException fault) {
      return without(call, factory, place(jail) + ": action = " + call + ": " + fault.getMessage());
    }
  }

  private static String place(Jail jail) {
    return jail.settings().map(settings -> settings.place("action")).orElse("jail " + jail.name());
  }

  private static Station without(
      PluginCall call, Optional<EnforcerFactory> factory, String trouble) {
    return new Station(call, factory, Optional.empty(), trouble);
  }

  private Enforcement begin(Jail jail, PluginCall call, Enforcer enforcer, Runnable changed) {
    teardowns.claim(jail.name(), call.name());
    Enforcement enforcement =
        new Enforcement(
            jail.name(),
            call.name(),
            enforcer,
            new Reconciliation(jail.name(), docket, jail::replayed),
            watchdog,
            recipe -> teardowns.keep(jail.name(), call.name(), recipe),
            changed);
    docket.watch(enforcement);
    enforcement.start();
    return enforcement;
  }

  /** Ends an action for good; its rules leave unless a successor claims them. */
  void end(Jail jail, Station station) {
    station.enforcement().ifPresent(this::release);
    teardowns.abandon(jail.name(), station.call().name());
  }

  /** Lets go of an enforcement and leaves its bans in force. */
  void release(Enforcement enforcement) {
    docket.unwatch(enforcement);
    enforcement.close();
  }
}
