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
import java.util.concurrent.atomic.AtomicLong;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.Failure;
import org.gaoler.api.Offender;
import org.gaoler.api.Position;
import org.gaoler.api.Sentence;
import org.gaoler.core.count.Windows;
import org.gaoler.core.docket.Enforcement;
import org.gaoler.core.lane.LaneSource;
import org.gaoler.core.lane.Seat;
import org.gaoler.core.settings.JailSettings;
import org.gaoler.core.settings.SettingsReader.Reading;

/**
 * What a jail knows: its settings, counts and places in its logs. It outlives its configuration,
 * its lanes and its actions.
 *
 * <p>Safe for use by any thread; the {@link Post} is replaced by the {@link Warden} alone.
 */
public final class Jail implements Seat.Occupant {

  /** Longer lines are cut in what is kept as evidence. */
  private static final int LONGEST_EVIDENCE = 1000;

  private final String name;
  private final Clock clock;
  private final Windows windows;
  private final Court court;
  private final Chronicle chronicle;
  private final Runnable changed;
  private final Map<String, Position> positions = new ConcurrentHashMap<>();
  private final Map<String, String> memories = new ConcurrentHashMap<>();
  private final Map<Offender, Instant> forgiven = new ConcurrentHashMap<>();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong sentences = new AtomicLong();
  private volatile Optional<JailSettings> settings = Optional.empty();
  private volatile List<String> faults = List.of();
  private volatile Post post = Post.NONE;
  private volatile boolean replayed;

  Jail(
      String name,
      Clock clock,
      Windows windows,
      Court court,
      Chronicle chronicle,
      Runnable changed) {
    this.name = name;
    this.clock = clock;
    this.windows = windows;
    this.court = court;
    this.chronicle = chronicle;
    this.changed = changed;
  }

  /** Takes a new configuration; a wrong one leaves the last good one in force. */
  void configure(Reading reading) {
    faults = reading.faults();
    settings = reading.settings().or(() -> settings);
  }

  void unconfigure() {
    faults = List.of();
    settings = Optional.empty();
  }

  /** Takes back one entry from before a restart. */
  void restore(Entry entry) {
    if (entry instanceof BanStore.Read read) {
      positions.put(read.source(), read.position());
    } else if (entry instanceof BanStore.Memory memory) {
      memories.put(memory.source(), memory.memory());
    } else if (entry instanceof BanStore.Window window) {
      windows.restore(window.offender(), window.marks());
    } else if (entry instanceof BanStore.Ended ended && ended.byOperator()) {
      forgiven.put(ended.offender(), ended.at());
    }
  }

  @Override
  public void failed(Failure failure, boolean live, List<Entry> effects) {
    Optional<JailSettings> present = settings;
    if (present.isPresent()) {
      failed(present.get(), failure, live, effects);
    }
  }

  private void failed(JailSettings present, Failure failure, boolean live, List<Entry> effects) {
    Offender unit = court.leniency().unit(present, failure.offender());
    Optional<String> reason = court.leniency().now(present, failure.offender());
    if (reason.isPresent()) {
      chronicle.ignored(name, failure.offender(), reason.get());
    } else if (court.serving(name, unit)) {
      chronicle.alreadyBanned(name, unit);
    } else if (live || !isForgiven(unit, failure.when())) {
      count(present, unit, failure, effects);
    }
  }

  private void count(JailSettings present, Offender unit, Failure failure, List<Entry> effects) {
    failures.incrementAndGet();
    Mark mark = new Mark(failure.when(), failure.weight(), evidence(failure));
    Windows.Tally tally =
        windows.count(unit, mark, present.maxRetry(), present.findTime().duration());
    Optional<Sentence> sentence = Optional.empty();
    if (tally.reached()) {
      sentences.incrementAndGet();
      sentence = court.trial(present, unit, tally.marks(), effects);
    } else {
      effects.add(new BanStore.Window(name, unit, tally.marks()));
    }
    // Only now, since writing the log takes longer than everything before it.
    chronicle.found(name, failure, tally.weight(), present.maxRetry());
    sentence.ifPresent(chronicle::banned);
  }

  private static String evidence(Failure failure) {
    String line = failure.lines().isEmpty() ? "" : failure.lines().get(failure.lines().size() - 1);
    return line.length() > LONGEST_EVIDENCE ? line.substring(0, LONGEST_EVIDENCE) : line;
  }

  private boolean isForgiven(Offender unit, Instant when) {
    Instant at = forgiven.get(unit);
    return at != null && !when.isAfter(at);
  }

  /** Failures up to now never count again. */
  void forgive(Offender offender, Instant now) {
    windows.forget(offender);
    forgiven.put(offender, now);
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
  }

  /** Whether the logs have been read up to where they were when the jail began. */
  boolean replayed() {
    return replayed;
  }

  void markReplayed() {
    replayed = true;
  }

  /**
   * The failures of somebody that count now.
   *
   * @param offender who
   * @return oldest first
   */
  public List<Mark> marks(Offender offender) {
    return windows.marks(offender, clock.instant(), findTime());
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
   * How many offenders are being counted.
   *
   * @return 0 or more
   */
  public int tracked() {
    return windows.size();
  }

  /**
   * How many failures were found.
   *
   * @return since start
   */
  public long failures() {
    return failures.get();
  }

  /**
   * How often the limit was reached, or an operator banned.
   *
   * @return since start
   */
  public long sentences() {
    return sentences.get();
  }

  void sentencedByHand() {
    sentences.incrementAndGet();
  }
}
