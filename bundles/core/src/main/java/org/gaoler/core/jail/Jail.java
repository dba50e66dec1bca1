package org.gaoler.core.jail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.Failure;
import org.gaoler.api.Filter;
import org.gaoler.api.Offender;
import org.gaoler.api.Position;
import org.gaoler.core.count.Windows;
import org.gaoler.core.docket.Enforcement;
import org.gaoler.core.lane.Lane;
import org.gaoler.core.lane.LaneSource;
import org.gaoler.core.lane.Seat;
import org.gaoler.core.names.Resolver;
import org.gaoler.core.settings.JailSettings;
import org.gaoler.core.settings.SettingsReader.Reading;

/**
 * What a jail knows: its settings, counts and places in its logs. It outlives its configuration,
 * its lanes and its actions.
 *
 * <p>Safe for use by any thread; the {@link Post} is replaced by the {@link Warden} alone.
 */
public final class Jail implements Seat.Occupant {

  private final String name;
  private final Clock clock;
  private final Court court;
  private final Ledger ledger;
  private final Runnable changed;
  private final Map<String, Position> positions = new ConcurrentHashMap<>();
  private final Map<String, String> memories = new ConcurrentHashMap<>();
  private volatile Optional<JailSettings> settings = Optional.empty();
  private volatile List<String> faults = List.of();
  private volatile Post post = Post.NONE;
  private volatile boolean replayed;
  private volatile int edition;

  Jail(
      String name,
      Clock clock,
      Windows windows,
      Court court,
      Chronicle chronicle,
      Resolver resolver,
      Runnable changed) {
    this.name = name;
    this.clock = clock;
    this.court = court;
    this.changed = changed;
    this.ledger = new Ledger(name, windows, court, chronicle, resolver, this::settings, this::lane);
  }

  /** Takes a new configuration; a wrong one leaves the last good one in force. */
  synchronized void configure(Reading reading) {
    edition++;
    faults = reading.faults();
    settings = reading.settings().or(() -> settings);
  }

  /** Grows with every configuration. */
  int edition() {
    return edition;
  }

  void unconfigure() {
    faults = List.of();
    settings = Optional.empty();
  }

  /**
   * Takes back one entry from before a restart.
   *
   * @param forgotten takes what the store is to forget since there is no memory for it
   */
  void restore(Entry entry, List<Entry> forgotten) {
    if (entry instanceof BanStore.Read read) {
      positions.put(read.source(), read.position());
    } else if (entry instanceof BanStore.Memory memory) {
      if (!ledger.restore(memory)) {
        memories.put(memory.source(), memory.memory());
      }
    } else if (entry instanceof BanStore.Window window) {
      ledger.restore(window, forgotten);
    } else if (entry instanceof BanStore.Marked marked) {
      ledger.restore(marked, forgotten);
    } else {
      ledger.restore(entry);
    }
  }

  @Override
  public void failed(Failure failure, String source, boolean live, List<Entry> effects) {
    ledger.failed(failure, source, live, effects);
  }

  @Override
  public void passed() {
    ledger.inquiries().ask();
  }

  /** Where failures of a source are counted now: on the lane that reads it, if any does. */
  private Optional<Lane> lane(String source) {
    List<Lane> lanes = post.lanes();
    return lanes.stream()
        .filter(lane -> lane.sources().stream().anyMatch(each -> each.name().equals(source)))
        .findFirst()
        .or(() -> lanes.stream().findFirst());
  }

  /** Failures up to now never count again. */
  void forgive(Offender offender, Instant now) {
    ledger.forgive(offender, now);
  }

  /**
   * Whether a failure of some time never counts since an operator has let somebody off later.
   *
   * @param offender who
   * @param when its time
   * @return true if it is forgiven
   */
  public boolean forgiven(Offender offender, Instant when) {
    return ledger.isForgiven(offender, when);
  }

  /**
   * Forgets what is too old to matter. Failures stay while there may be lines to be caught up with.
   *
   * @return what the store is to be told
   */
  List<Entry> tidy() {
    return ledger.tidy(clock.instant(), replayed && !post.lanes().isEmpty());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Duration findTime() {
    return settings.map(present -> present.findTime().duration()).orElse(Duration.ZERO);
  }

  @Override
  public Optional<Position> position(String source) {
    return Optional.ofNullable(positions.get(source));
  }

  /** Every place that the jail has reached. */
  Map<String, Position> positions() {
    return Map.copyOf(positions);
  }

  @Override
  public void reached(String source, Position position) {
    positions.put(source, position);
  }

  @Override
  public Optional<String> memory(String source) {
    return Optional.ofNullable(memories.get(source));
  }

  @Override
  public void remember(String source, String memory) {
    memories.put(source, memory);
  }

  @Override
  public void sourceChanged() {
    changed.run();
  }

  /**
   * The settings in force.
   *
   * @return empty if none were ever right
   */
  public Optional<JailSettings> settings() {
    return settings;
  }

  /**
   * What is wrong with the latest configuration.
   *
   * @return one line each
   */
  public List<String> faults() {
    return faults;
  }

  /** What stands guard for the jail now. */
  Post post() {
    return post;
  }

  /**
   * By what the jail reads and why.
   *
   * @return such as {@code inotify (auto: /var/log/auth.log exists)}; as configured while unknown
   */
  public String backend() {
    return post.watch()
        .map(Watch::description)
        .orElseGet(() -> settings.map(JailSettings::backend).orElse(""));
  }

  /**
   * What is wrong with what the jail asks for; logs that are not there yet do not count.
   *
   * @return one line each
   */
  public List<String> objections() {
    List<String> objections = new ArrayList<>(faults);
    objections.addAll(post.missing());
    objections.addAll(post.wrong());
    actions().stream().map(JailAction::trouble).filter(t -> !t.isEmpty()).forEach(objections::add);
    return objections;
  }

  /**
   * The logs that the jail follows.
   *
   * @return live views, sorted by name
   */
  public List<LaneSource> sources() {
    return post.lanes().stream()
        .flatMap(lane -> lane.sources().stream())
        .sorted(Comparator.comparing(LaneSource::name))
        .toList();
  }

  /**
   * The actions of the jail.
   *
   * @return in the order of its settings
   */
  public List<JailAction> actions() {
    return post.actions().stream().map(JailAction::of).toList();
  }

  /**
   * The loops that keep its actions in step.
   *
   * @return those that there are
   */
  public List<Enforcement> enforcements() {
    return post.actions().stream().flatMap(station -> station.enforcement().stream()).toList();
  }

  void post(Post successor) {
    post = successor;
    if (!successor.lanes().isEmpty()) {
      ledger.inquiries().ask();
      ledger.resume();
    }
  }

  /** Whether the logs have been read up to where they were when the jail began. */
  boolean replayed() {
    return replayed;
  }

  void markReplayed() {
    replayed = true;
  }

  /**
   * The failures of somebody that count now; of a host's name, those that wait for its addresses.
   *
   * @param offender who
   * @return oldest first
   */
  public List<Mark> marks(Offender offender) {
    return ledger.marks(offender, clock.instant(), findTime());
  }

  /**
   * Why somebody would be let off, as far as that can be told at once.
   *
   * @param offender who
   * @return the reason, or empty
   */
  public Optional<String> leniency(Offender offender) {
    return settings.flatMap(present -> court.leniency().now(present, offender));
  }

  /**
   * What somebody is counted and banned as.
   *
   * @param offender who
   * @return the network around it, as wide as configured unless it holds somebody who is spared
   */
  public Offender unit(Offender offender) {
    return settings.map(present -> court.leniency().unit(present, offender)).orElse(offender);
  }

  /**
   * What it counts, and has counted.
   *
   * @param tracked offenders being counted
   * @param evicted offenders forgotten for want of memory since start
   * @param failures found since start
   * @param sentences how often since start the limit was reached, or an operator banned
   * @param namesWaiting failures that wait until the name of their offender has been looked up
   */
  public record Counts(
      int tracked, long evicted, long failures, long sentences, int namesWaiting) {}

  /**
   * What it counts, and has counted.
   *
   * @return as of now
   */
  public Counts counts() {
    return new Counts(
        ledger.tracked(),
        ledger.evicted(),
        ledger.failures(),
        ledger.sentences(),
        ledger.inquiries().waiting());
  }

  /**
   * What is to be known of the use of its filter.
   *
   * @return one line each
   */
  public List<String> remarks() {
    return post.filter().map(Filter::troubles).orElse(List.of());
  }

  void sentencedByHand() {
    ledger.sentencedByHand();
  }
}
