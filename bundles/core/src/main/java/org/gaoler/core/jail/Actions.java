package org.gaoler.core.jail;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.gaoler.api.BanStore;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.core.docket.Docket;
import org.gaoler.core.docket.Enforcement;
import org.gaoler.core.docket.Reconciliation;
import org.gaoler.core.docket.Rounds;
import org.gaoler.core.docket.Strays;
import org.gaoler.core.docket.Teardowns;
import org.gaoler.core.docket.TimeJumps;
import org.gaoler.core.docket.Upkeep;
import org.gaoler.core.docket.Watchdog;
import org.gaoler.core.jail.Post.Station;
import org.gaoler.core.journal.Journal;
import org.gaoler.core.settings.JailSettings;
import org.gaoler.core.settings.PluginCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the enforcers of a jail to what its settings and the installed bundles say. */
final class Actions {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  /** The longest that a call to an enforcer may take. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);

  /** So long after that it may go on before it is given up. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /** How often those are asked to count who are not told of changes by others. */
  private static final Duration COUNTING = Duration.ofSeconds(30);

  private final Parts parts;
  private final Docket docket;
  private final Teardowns teardowns;
  private final Adoption adoption;
  private final Upkeep upkeep;
  private final TimeJumps jumps;
  private final boolean rehearsal;
  private final Set<Enforcement> present = ConcurrentHashMap.newKeySet();

  /**
   * Makes the actions of all jails.
   *
   * @param timer on which whatever is due is begun; must not be blocked
   * @param runner runs recipes, which may take seconds
   * @param grace how long rules stay that nobody claims
   * @param exit ends the process when too many calls of plugins hang
   * @param rehearsal whether nothing at all may be applied
   */
  Actions(
      Parts parts,
      Docket docket,
      Journal journal,
      Clock clock,
      ScheduledExecutorService timer,
      Executor runner,
      Duration grace,
      Runnable exit,
      boolean rehearsal) {
    this.parts = parts;
    this.docket = docket;
    this.teardowns = new Teardowns(timer, runner, grace, journal, this::compare);
    this.adoption = new Adoption(docket, journal, clock);
    this.jumps = new TimeJumps(clock, System::nanoTime);
    this.upkeep =
        new Upkeep(
            new Watchdog(timer, LONGEST_CALL, LAST_WORDS, new Strays(exit)),
            new Rounds(timer, COUNTING, this::lookAtTheClock),
            clock);
    this.rehearsal = rehearsal;
  }

  /** The store remembers nothing at all. */
  void storeLost() {
    adoption.storeLost();
  }

  /** Takes back a recipe from before a restart. */
  void restore(BanStore.Opened opened) {
    if (!rehearsal) {
      teardowns.restore(opened);
    }
  }

  /** Has everything compared if the clock was set or the machine slept. Does not block. */
  void lookAtTheClock() {
    if (jumps.jumped() && !present.isEmpty()) {
      LOG.info("the clock was set or the machine slept: what is in force is compared");
      present.forEach(Enforcement::reconcile);
    }
  }

  private void compare(String jail) {
    present.stream().filter(each -> each.jail().equals(jail)).forEach(Enforcement::reconcile);
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
          .filter(station -> station.usable(jail.edition()))
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
              .orElseGet(() -> make(jail, settings, call, changed)));
    }
    return stations;
  }

  private Station make(Jail jail, JailSettings settings, PluginCall call, Runnable changed) {
    Optional<EnforcerFactory> factory = parts.action(call.name());
    if (factory.isEmpty()) {
      return without(
          jail,
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
      Enforcer enforcer = factory.get().enforcer(order(jail, call));
      if (rehearsal) {
        enforcer.close();
        return without(jail, call, factory, "");
      }
      Enforcement begun = begin(jail, settings, call, enforcer, changed);
      return new Station(call, factory, Optional.of(begun), "", jail.edition());
    } catch (Fault | RuntimeException fault) {
      String why = place(jail) + ": action = " + call + ": " + fault.getMessage();
      return without(jail, call, factory, why);
    }
  }

  private EnforcerFactory.Order order(Jail jail, PluginCall call) {
    String name = jail.name();
    return new EnforcerFactory.Order(
        name, call.name(), call.options(), offender -> docket.find(name, offender));
  }

  private static String place(Jail jail) {
    return jail.settings().map(settings -> settings.place("action")).orElse("jail " + jail.name());
  }

  private static Station without(
      Jail jail, PluginCall call, Optional<EnforcerFactory> factory, String trouble) {
    return new Station(call, factory, Optional.empty(), trouble, jail.edition());
  }

  private Enforcement begin(
      Jail jail, JailSettings settings, PluginCall call, Enforcer enforcer, Runnable changed) {
    String written = call.toString();
    List<String> wanted = settings.actions().stream().map(PluginCall::toString).toList();
    teardowns.claim(jail.name(), written, wanted);
    Enforcement enforcement =
        new Enforcement(
            jail.name(),
            call.name(),
            enforcer,
            new Reconciliation(
                jail.name(), docket, upkeep.clock(), adoption.strangers(jail, written)),
            upkeep,
            recipe -> teardowns.keep(jail.name(), written, recipe),
            changed);
    present.add(enforcement);
    docket.watch(enforcement);
    enforcement.start();
    return enforcement;
  }

  /** Ends an action for good; its rules leave unless a successor claims them. */
  void end(Jail jail, Station station) {
    station.enforcement().ifPresent(enforcement -> release(List.of(enforcement)));
    teardowns.abandon(jail.name(), station.call().toString());
  }

  /** Lets go of enforcements and leaves their bans in force. Waits 3 s for all together. */
  void release(List<Enforcement> enforcements) {
    enforcements.forEach(docket::unwatch);
    enforcements.forEach(Enforcement::finish);
    enforcements.forEach(Enforcement::close);
    enforcements.forEach(present::remove);
  }

  /**
   * Removes everything that any action has made, once all are released.
   *
   * @return what could not be run, one line each
   */
  List<String> flush() {
    return teardowns.flush();
  }
}
