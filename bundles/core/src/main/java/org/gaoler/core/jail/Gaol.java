package org.gaoler.core.jail;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.BanStore;
import org.gaoler.api.Filter;
import org.gaoler.api.Notifier;
import org.gaoler.api.Offender;
import org.gaoler.api.operate.Operator;
import org.gaoler.core.count.CountingBudget;
import org.gaoler.core.count.Windows;
import org.gaoler.core.docket.Docket;
import org.gaoler.core.docket.Strays;
import org.gaoler.core.docket.Watchdog;
import org.gaoler.core.journal.Journal;
import org.gaoler.core.lane.Lanes;
import org.gaoler.core.names.NameService;
import org.gaoler.core.names.Resolver;
import org.gaoler.core.names.SystemNames;
import org.gaoler.core.notice.Alarm;
import org.gaoler.core.notice.Notices;
import org.gaoler.core.plugin.Supervision;
import org.gaoler.core.settings.SettingsReader.Reading;

/**
 * The whole running system: made from the store when it starts, and everything that it holds can be
 * made from the store again.
 */
public final class Gaol implements AutoCloseable {

  /** So long the rules of an action stay whose bundle or configuration has gone. */
  public static final Duration GRACE = Duration.ofSeconds(10);

  /** So long a notifier that was interrupted may go on before it is given up. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final Clock clock;
  private final Parts parts;
  private final ScheduledThreadPoolExecutor timer = Threads.timer("gaoler-timer");
  private final ExecutorService helpers;
  private final Journal journal;
  private final Notices notices;
  private final Docket docket;
  private final Counters counters;
  private final Orders orders;
  private final Chronicle chronicle;
  private final OwnAddresses own;
  private final Court court;
  private final Resolver resolver;
  private final Actions actions;
  private final Warden warden;
  private final Housekeeping housekeeping;
  private final CountingBudget budget = CountingBudget.ofHeap();
  private final Map<String, Jail> known = new ConcurrentHashMap<>();

  /**
   * Starts the system with what the store remembers.
   *
   * @param store where everything is kept
   * @param parts what the installed bundles offer
   * @param clock the present
   * @param rehearsal whether nothing at all may be applied to firewalls
   * @param exit ends the process when too many calls of plugins hang; must not block
   */
  public Gaol(BanStore store, Parts parts, Clock clock, boolean rehearsal, Runnable exit) {
    this(store, parts, clock, rehearsal, new SystemNames(), GRACE, exit);
  }

  /**
   * Starts a system that is for a rehearsal alone: it logs nothing, and hosts have no addresses.
   *
   * @param store where everything is kept
   * @param parts what there is
   * @param clock the present
   * @return a system of its own
   */
  public static Gaol silent(BanStore store, Parts parts, Clock clock) {
    return new Gaol(
        store, parts, clock, false, NameService.NONE, GRACE, () -> {}, Chronicle.silent(clock));
  }

  /** The same with somebody else who knows hosts, and another grace for rules. */
  public Gaol(
      BanStore store,
      Parts parts,
      Clock clock,
      boolean rehearsal,
      NameService names,
      Duration grace,
      Runnable exit) {
    this(store, parts, clock, rehearsal, names, grace, exit, new Chronicle(clock));
  }

  private Gaol(
      BanStore store,
      Parts parts,
      Clock clock,
      boolean rehearsal,
      NameService names,
      Duration grace,
      Runnable exit,
      Chronicle chronicle) {
    this.clock = clock;
    this.parts = parts;
    this.resolver = new Resolver(names, clock, timer, Resolver.LIMIT);
    this.helpers = Threads.shortLived("gaoler-ask");
    this.chronicle = chronicle;
    this.journal = new Journal(store);
    Strays strays = new Strays(exit);
    this.notices =
        new Notices(
            journal,
            clock,
            new Watchdog(timer, Notifier.LIMIT, LAST_WORDS, strays),
            Alarm.on(timer));
    this.docket = new Docket(clock, timer);
    this.counters = new Counters(docket, journal, clock);
    this.orders = new Orders(docket, journal, notices, chronicle, clock, this::jail);
    QuietRelease quiet = new QuietRelease(counters, orders::liftByHand, clock);
    this.own = new OwnAddresses(clock);
    Leniency leniency = new Leniency(own, parts::ignoreRules, parts, helpers, Leniency.LIMIT);
    Supervision supervision = new Supervision(parts);
    this.court =
        new Court(
            clock, docket, journal, notices, chronicle, leniency, Threads.single("gaoler-judge"));
    this.actions =
        new Actions(
            parts,
            supervision,
            docket,
            journal,
            notices,
            clock,
            timer,
            helpers,
            grace,
            strays,
            rehearsal);
    Lanes lanes = new Lanes(clock, journal, supervision);
    this.warden =
        new Warden(
            Threads.timer("gaoler-warden"), parts, lanes, actions, journal, chronicle, clock);
    new Recovery(
            docket, journal, notices, chronicle, actions, counters, this::jail, budget::startAnew)
        .from(store);
    docket.watch(new Epilogue(clock, journal, notices, chronicle, actions));
    docket.watch(counters);
    this.housekeeping = new Housekeeping(known.values(), quiet, journal, notices, warden);
    timer.scheduleWithFixedDelay(() -> helpers.execute(housekeeping), 1, 1, TimeUnit.HOURS);
  }

  /** Forgets what is too old to matter, here and in the store. */
  void tidy() {
    housekeeping.tidy();
  }

  private Jail jail(String name) {
    return known.computeIfAbsent(
        name,
        unseen ->
            new Jail(
                name,
                clock,
                new Windows(name, budget),
                court,
                chronicle,
                resolver,
                () -> warden.changed(known.get(name))));
  }

  /**
   * A jail was configured for the first time or again.
   *
   * @param name its name
   * @param reading what was read
   */
  public void configure(String name, Reading reading) {
    Jail jail = jail(name);
    jail.configure(reading);
    warden.configured(jail);
  }

  /**
   * A jail's configuration was deleted.
   *
   * @param name its name
   */
  public void delete(String name) {
    Jail jail = jail(name);
    jail.unconfigure();
    warden.deleted(jail);
  }

  /**
   * Every jail that anything is remembered of, those included that are no longer configured.
   *
   * @return in no order
   */
  public List<Jail> remembered() {
    return List.copyOf(known.values());
  }

  /**
   * The filters in use.
   *
   * @return each once
   */
  public List<Filter> filters() {
    return known.values().stream()
        .flatMap(jail -> jail.post().filter().stream())
        .distinct()
        .toList();
  }

  /** Bundles or filters came, changed or went. */
  public void partsChanged() {
    warden.partsChanged();
  }

  /**
   * The jails and what happens to them.
   *
   * @return the one that runs them
   */
  public Warden warden() {
    return warden;
  }

  /**
   * The sentences in force.
   *
   * @return the docket
   */
  public Docket docket() {
    return docket;
  }

  /**
   * What bans have stopped.
   *
   * @return the one that looks
   */
  public Counters counters() {
    return counters;
  }

  /**
   * What is wrong with the store.
   *
   * @return empty if all is well
   */
  public Optional<String> storeTrouble() {
    return journal.trouble();
  }

  /**
   * How many failures were not counted because too many names waited to be looked up.
   *
   * @return since start
   */
  public long namesDropped() {
    return resolver.dropped();
  }

  /**
   * Tells of everything that happens from now on.
   *
   * @param listener whom
   * @return ends it
   */
  public AutoCloseable listen(Operator.Listener listener) {
    return chronicle.listen(listener);
  }

  /**
   * Whether banning somebody would lock out this machine itself.
   *
   * @param offender who
   * @return true if one of its own addresses lies in it
   */
  public boolean ownAddress(Offender offender) {
    return own.contains(offender);
  }

  /**
   * Whether a log is being read for a jail, or was before.
   *
   * @param jail the jail's name
   * @param log path of the log
   * @return false if its place may still be set
   */
  public boolean reads(String jail, String log) {
    Optional<Jail> reader = Optional.ofNullable(known.get(jail));
    return reader.flatMap(present -> present.position(log)).isPresent()
        || reader.stream().flatMap(p -> p.sources().stream()).anyMatch(s -> s.name().equals(log));
  }

  /**
   * What the installed bundles offer.
   *
   * @return a live view
   */
  public Parts parts() {
    return parts;
  }

  /**
   * What operators order.
   *
   * @return the one that carries it out
   */
  public Orders orders() {
    return orders;
  }

  /**
   * Ends all reading and enforcing and removes every rule that was made; the sentences stay in the
   * store, to be in force again after the next start. Takes seconds; what is left is to close.
   *
   * @return what could not be run, one line each; empty if all is gone
   */
  public List<String> flush() {
    warden.close();
    return actions.flush();
  }

  /** Stops everything in good order; every ban stays in force. */
  @Override
  public void close() {
    resolver.close();
    warden.close();
    docket.close();
    journal.close();
    chronicle.close();
    timer.shutdownNow();
    helpers.shutdownNow();
  }
}
