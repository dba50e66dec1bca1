package org.gaoler.core.jail;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.BanStore;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.api.Notifier;
import org.gaoler.api.NotifierFactory;
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
import org.gaoler.core.notice.Courier;
import org.gaoler.core.notice.Notices;
import org.gaoler.core.notice.Outbox;
import org.gaoler.core.plugin.Supervision;
import org.gaoler.core.settings.JailSettings;
import org.gaoler.core.settings.PluginCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the enforcers and notifiers of a jail to what its settings and the installed bundles say.
 */
final class Actions {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  /** The longest that a call to an enforcer may take. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);

  /** So long after that it may go on before it is given up. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /** How often those are asked to count who are not told of changes by others. */
  private static final Duration COUNTING = Duration.ofSeconds(30);

  /** So long the last words of notifiers may take. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(3);

  private final Parts parts;
  private final Supervision supervision;
  private final Docket docket;
  private final Notices notices;
  private final Teardowns teardowns;
  private final Adoption adoption;
  private final Upkeep upkeep;
  private final TimeJumps jumps;
  private final boolean rehearsal;
  private final Set<Enforcement> present = ConcurrentHashMap.newKeySet();

  private final Vacancies vacancies;

  /**
   * Makes the actions of all jails.
   *
   * @param supervision calls factories
   * @param timer on which whatever is due is begun; must not be blocked
   * @param runner runs recipes, which may take seconds
   * @param grace how long rules stay that nobody claims
   * @param strays takes threads whose calls of plugins hang
   * @param rehearsal whether nothing at all may be applied
   */
  Actions(
      Parts parts,
      Supervision supervision,
      Docket docket,
      Journal journal,
      Notices notices,
      Clock clock,
      ScheduledExecutorService timer,
      Executor runner,
      Duration grace,
      Strays strays,
      boolean rehearsal) {
    this.parts = parts;
    this.supervision = supervision;
    this.docket = docket;
    this.notices = notices;
    this.vacancies = new Vacancies(parts);
    this.teardowns = new Teardowns(timer, runner, grace, journal, this::compare, vacancies::last);
    this.adoption = new Adoption(docket, journal, clock);
    this.jumps = new TimeJumps(clock, System::nanoTime);
    this.upkeep =
        new Upkeep(
            new Watchdog(timer, LONGEST_CALL, LAST_WORDS, strays, parts),
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

  /** Takes back what was still to be told before a restart. */
  void restore(BanStore.Owed owed) {
    if (!rehearsal) {
      notices.restore(owed);
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
    vacancies.forget(jail.name());
    List<Station> kept = new ArrayList<>();
    for (PluginCall call : settings.actions()) {
      Maker maker = Maker.of(parts, call.name());
      present.stream()
          .filter(station -> station.call().equals(call))
          .filter(station -> station.manned() || rehearsal)
          .filter(station -> station.maker().equals(maker))
          .filter(station -> station.usable(jail.edition(), supervision))
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
    notices.retain(
        jail.name(),
        stations.stream()
            .filter(station -> station.maker().enforcers().isEmpty())
            .map(station -> station.call().toString())
            .toList());
    return stations;
  }

  private Station make(Jail jail, JailSettings settings, PluginCall call, Runnable changed) {
    Maker maker = Maker.of(parts, call.name());
    try {
      if (maker.enforcers().isPresent()) {
        return enforcing(jail, settings, call, maker, changed);
      }
      return maker.missing() ? missing(jail, call) : notifying(jail, call, maker, changed);
    } catch (Fault | RuntimeException fault) {
      String why = place(jail) + ": action = " + call + ": " + fault.getMessage();
      return without(jail, call, maker, why);
    }
  }

  /** Whether it enforces or tells is not known yet: what it might have to tell is kept. */
  private Station missing(Jail jail, PluginCall call) {
    if (!rehearsal) {
      notices.open(jail.name(), call.toString());
    }
    vacancies.note(jail.name(), call);
    String why = parts.quarantined(call.name()).orElseGet(() -> unoffered(call));
    return without(jail, call, Maker.NONE, place(jail) + ": action = " + call.name() + ": " + why);
  }

  private String unoffered(PluginCall call) {
    Set<String> offered = new TreeSet<>(parts.actions().keySet());
    offered.addAll(parts.notifiers().keySet());
    return "waits for a bundle that offers it, such as org.gaoler.action."
        + call.name().split("-", 2)[0]
        + "; there are "
        + String.join(", ", offered);
  }

  private Station enforcing(
      Jail jail, JailSettings settings, PluginCall call, Maker maker, Runnable changed)
      throws Fault {
    EnforcerFactory factory = maker.enforcers().get();
    Enforcer enforcer =
        supervision.call(
            factory,
            "making an enforcer for " + call.name(),
            () -> factory.enforcer(order(jail, call)),
            Enforcer::close);
    if (rehearsal) {
      enforcer.close();
      return without(jail, call, maker, "");
    }
    notices.forget(jail.name(), call.toString());
    Enforcement begun = begin(jail, settings, call, enforcer, changed);
    return new Station(call, maker, Optional.of(begun), Optional.empty(), "", jail.edition());
  }

  private Station notifying(Jail jail, PluginCall call, Maker maker, Runnable changed)
      throws Fault {
    Optional<Outbox> outbox =
        rehearsal ? Optional.empty() : Optional.of(notices.open(jail.name(), call.toString()));
    NotifierFactory factory = maker.notifiers().get();
    Notifier notifier =
        supervision.call(
            factory,
            "making a notifier for " + call.name(),
            () -> factory.notifier(order(jail, call)),
            Notifier::close);
    if (outbox.isEmpty()) {
      notifier.close();
      return without(jail, call, maker, "");
    }
    Courier courier = notices.begin(notifier, outbox.get(), changed);
    return new Station(call, maker, Optional.empty(), Optional.of(courier), "", jail.edition());
  }

  private EnforcerFactory.Order order(Jail jail, PluginCall call) throws Fault {
    String name = jail.name();
    return new EnforcerFactory.Order(
        name, call.name(), Vacancies.others(call), offender -> docket.find(name, offender));
  }

  private static String place(Jail jail) {
    return jail.settings().map(settings -> settings.place("action")).orElse("jail " + jail.name());
  }

  private static Station without(Jail jail, PluginCall call, Maker maker, String trouble) {
    return new Station(call, maker, Optional.empty(), Optional.empty(), trouble, jail.edition());
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
  private void end(Jail jail, Station station) {
    station.courier().ifPresent(notices::leave);
    station.enforcement().ifPresent(enforcement -> release(List.of(enforcement)));
    teardowns.abandon(jail.name(), station.call().toString());
  }

  /** A jail begins to guard. */
  void started(Jail jail) {
    notices.started(jail.name());
  }

  /**
   * Ends all actions of a jail for good; those that tell of it do so meanwhile.
   *
   * @param gone whether the jail was taken away
   */
  void stop(Jail jail, List<Station> present, boolean gone) {
    vacancies.forget(jail.name());
    notices.stopped(jail.name(), couriers(present), gone);
    for (Station station : present) {
      station.enforcement().ifPresent(enforcement -> release(List.of(enforcement)));
      teardowns.abandon(jail.name(), station.call().toString());
    }
  }

  /** Tells that all jails end and leaves their bans in force. Waits 3 s for all together. */
  void leave(List<Jail> jails) {
    long deadline = System.nanoTime() + PATIENCE;
    List<Courier> couriers = new ArrayList<>();
    for (Jail jail : jails) {
      couriers.addAll(couriers(jail.post().actions()));
      if (jail.post().enabled()) {
        notices.stopped(jail.name(), couriers(jail.post().actions()), false);
      }
    }
    release(jails.stream().flatMap(jail -> jail.enforcements().stream()).toList());
    notices.await(couriers, deadline);
  }

  private static List<Courier> couriers(List<Station> stations) {
    return stations.stream().flatMap(station -> station.courier().stream()).toList();
  }

  /** Lets go of enforcements and leaves their bans in force. Waits 3 s for all together. */
  private void release(List<Enforcement> enforcements) {
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
