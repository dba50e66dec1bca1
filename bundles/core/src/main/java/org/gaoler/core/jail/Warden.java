package org.gaoler.core.jail;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gaoler.api.Filter;
import org.gaoler.api.FilterSource;
import org.gaoler.core.docket.Enforcement;
import org.gaoler.core.journal.Journal;
import org.gaoler.core.lane.Lane;
import org.gaoler.core.lane.LaneKey;
import org.gaoler.core.lane.Lanes;
import org.gaoler.core.lane.Seat;
import org.gaoler.core.settings.JailSettings;

/**
 * Runs the jails' lives: whenever a configuration, a bundle or a filter comes, changes or goes, it
 * brings the jails concerned to what should be, on one thread.
 */
public final class Warden {

  /** Changes come in swarms (a folder of configurations, a bundle's services): settle them once. */
  private static final long SWARM_MILLIS = 20;

  /** After so long everything that a log held before is taken for read. */
  private static final long REPLAY_SECONDS = 10;

  /** So long a stop waits for the store before the last words are said. */
  private static final long COMMIT_MILLIS = 500;

  private final ScheduledExecutorService thread;
  private final Parts parts;
  private final Planner planner;
  private final Lanes lanes;
  private final Actions actions;
  private final Journal journal;
  private final Chronicle chronicle;
  private final Clock clock;
  private final Map<String, Jail> jails = new ConcurrentHashMap<>();
  private final Map<String, Condition> told = new ConcurrentHashMap<>();
  private final Set<Jail> unsettled = new LinkedHashSet<>();
  private long lastChange;
  private boolean settling;

  Warden(
      ScheduledExecutorService thread,
      Parts parts,
      Lanes lanes,
      Actions actions,
      Journal journal,
      Chronicle chronicle,
      Clock clock) {
    this.thread = thread;
    this.parts = parts;
    this.planner = new Planner(parts);
    this.lanes = lanes;
    this.actions = actions;
    this.journal = journal;
    this.chronicle = chronicle;
    this.clock = clock;
    lanes.onReunion(this::reunion);
  }

  /** A jail that came later has reached the place of others that follow the same logs. */
  private void reunion() {
    if (!thread.isShutdown()) {
      thread.execute(() -> parts.filters().ifPresent(this::unite));
    }
  }

  private void unite(FilterSource filters) {
    Map<Lane, Lane> ended = lanes.unite(filters);
    if (!ended.isEmpty()) {
      jails.values().forEach(jail -> post(jail, post -> post.moved(ended)));
    }
  }

  /**
   * All jails.
   *
   * @return by name; a live view
   */
  public Map<String, Jail> jails() {
    return jails;
  }

  /** A jail was configured, or its configuration changed. */
  void configured(Jail jail) {
    thread.execute(
        () -> {
          jails.put(jail.name(), jail);
          jail.faults().forEach(chronicle::fault);
          unsettled(jail);
        });
  }

  /** A jail's configuration was deleted: its rules leave the firewall. */
  void deleted(Jail jail) {
    thread.execute(
        () -> {
          jails.remove(jail.name());
          told.remove(jail.name());
          unsettled.remove(jail);
          stop(jail, true);
        });
  }

  /** Bundles or filters came, changed or went. */
  void partsChanged() {
    thread.execute(() -> jails.values().forEach(this::unsettled));
  }

  /**
   * Reads all filters again and settles every jail.
   *
   * @return done when that has happened
   */
  public CompletableFuture<Void> refreshAll() {
    return CompletableFuture.runAsync(
        () -> {
          unsettled.addAll(jails.values());
          settleAll();
        },
        thread);
  }

  /**
   * Waits until everything told so far has been settled.
   *
   * @return done when that has happened
   */
  public CompletableFuture<Void> settled() {
    return CompletableFuture.runAsync(this::settleAll, thread);
  }

  private void unsettled(Jail jail) {
    unsettled.add(jail);
    lastChange = System.nanoTime();
    if (!settling) {
      settling = true;
      thread.schedule(this::settleWhenQuiet, SWARM_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void settleWhenQuiet() {
    long quiet = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastChange);
    if (quiet < SWARM_MILLIS) {
      thread.schedule(this::settleWhenQuiet, SWARM_MILLIS - quiet, TimeUnit.MILLISECONDS);
    } else {
      settleAll();
    }
  }

  private void settleAll() {
    settling = false;
    List<Jail> work = new ArrayList<>(unsettled);
    unsettled.clear();
    work.forEach(this::settle);
    Map<Lane, String> faults = lanes.start();
    for (Jail jail : work) {
      List<String> wrong =
          jail.post().lanes().stream().flatMap(lane -> told(faults, lane)).toList();
      post(jail, post -> withWrong(post, wrong));
      refresh(jail);
    }
  }

  private static Stream<String> told(Map<Lane, String> faults, Lane lane) {
    return Optional.ofNullable(faults.get(lane)).stream();
  }

  private void settle(Jail jail) {
    try {
      Optional<JailSettings> settings = jail.settings().filter(JailSettings::enabled);
      if (settings.isPresent()) {
        guard(jail, settings.get());
      } else {
        stop(jail, false);
      }
    } catch (RuntimeException broken) {
      chronicle.fault("jail " + jail.name() + " could not be set up: " + broken);
      jail.post(jail.post().unable("could not be set up: " + broken));
    }
  }

  private void guard(Jail jail, JailSettings settings) {
    Post before = jail.post();
    Planner.Plan plan = planner.plan(settings);
    List<String> wrong = new ArrayList<>();
    List<String> missing = new ArrayList<>(plan.missing());
    Optional<Filter> filter = plan.filter();
    if (!plan.broken().isEmpty() && before.filter().isPresent()) {
      filter = before.filter();
      plan.broken().forEach(fault -> wrong.add(stays(jail, before, fault)));
    } else {
      missing.addAll(plan.broken());
    }
    List<Lane> seats = watch(jail, before, plan.watch(), filter);
    List<Post.Station> stations =
        actions.bring(jail, settings, before.actions(), () -> changed(jail));
    if (!before.enabled()) {
      actions.started(jail);
    }
    if (settings.actions().isEmpty()) {
      wrong.add("action is empty: offenders are counted and nobody keeps them out");
    }
    jail.post(new Post(true, filter, plan.watch(), seats, stations, missing, wrong));
    expectReplay(jail);
  }

  /** What is wrong with an edited filter, told once, and why the jail guards all the same. */
  private String stays(Jail jail, Post before, String fault) {
    String told = fault + "; the filter as it was before stays in force";
    if (!before.wrong().contains(told)) {
      chronicle.fault("jail " + jail.name() + ": " + told);
    }
    return told;
  }

  private List<Lane> watch(Jail jail, Post before, Optional<Watch> watch, Optional<Filter> filter) {
    Optional<FilterSource> filters = parts.filters();
    boolean able = watch.isPresent() && filter.isPresent() && filters.isPresent();
    boolean same =
        able
            && !before.lanes().isEmpty()
            && before.watch().filter(old -> old.sameAs(watch.get())).isPresent();
    if (same) {
      boolean other = !before.filter().equals(filter);
      if (other) {
        lanes.refilter(jail, filter.get(), filters.get());
      }
      return before.lanes();
    }
    if (!before.lanes().isEmpty()) {
      lanes.leave(jail, filters);
    }
    List<Lane> joined = new ArrayList<>();
    if (able) {
      for (LaneKey key : watch.get().keys()) {
        Seat seat = new Seat(jail, filter.get(), clock);
        joined.add(lanes.join(key, watch.get().service(), seat, jail.positions(), filters.get()));
      }
    }
    return joined;
  }

  private void stop(Jail jail, boolean gone) {
    Post before = jail.post();
    if (!before.lanes().isEmpty()) {
      lanes.leave(jail, parts.filters());
    }
    if (before.enabled() || gone) {
      actions.stop(jail, before.actions(), gone);
    }
    jail.post(Post.NONE);
  }

  private void expectReplay(Jail jail) {
    if (!jail.replayed()) {
      thread.schedule(() -> replayed(jail), REPLAY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void replayed(Jail jail) {
    if (!jail.replayed()) {
      jail.markReplayed();
      jail.enforcements().forEach(Enforcement::reconcile);
    }
  }

  /** Something about a jail changed that only shows in its status. Any thread. */
  void changed(Jail jail) {
    if (!thread.isShutdown()) {
      thread.execute(() -> refresh(jail));
    }
  }

  private void refresh(Jail jail) {
    if (!jail.replayed() && Condition.caughtUp(jail.post())) {
      replayed(jail);
    }
    Condition now = Condition.of(jail, journal.trouble());
    if (jails.get(jail.name()) == jail && !now.equals(told.put(jail.name(), now))) {
      chronicle.state(jail.name(), now.state().name(), now.reasons());
    }
  }

  private static void post(Jail jail, UnaryOperator<Post> change) {
    jail.post(change.apply(jail.post()));
  }

  private static Post withWrong(Post post, List<String> more) {
    List<String> wrong = new ArrayList<>(post.wrong());
    more.stream().filter(line -> !wrong.contains(line)).forEach(wrong::add);
    return new Post(
        post.enabled(),
        post.filter(),
        post.watch(),
        post.lanes(),
        post.actions(),
        post.missing(),
        wrong);
  }

  /** What is still to be told may be told only once it is stored. */
  private void stored() {
    CompletableFuture<Void> stored = journal.append(List.of());
    journal.hurry();
    stored
        .exceptionally(refused -> null)
        .completeOnTimeout(null, COMMIT_MILLIS, TimeUnit.MILLISECONDS)
        .join();
  }

  /** Ends all reading and enforcing; every ban stays in force. */
  void close() {
    if (thread.isShutdown()) {
      return;
    }
    CompletableFuture.runAsync(
            () -> {
              lanes.close();
              stored();
              actions.leave(List.copyOf(jails.values()));
            },
            thread)
        .orTimeout(5, TimeUnit.SECONDS)
        .exceptionally(
            late -> {
              chronicle.fault("some jails did not stop in 5 s: " + late);
              return null;
            })
        .join();
    thread.shutdownNow();
  }
}
