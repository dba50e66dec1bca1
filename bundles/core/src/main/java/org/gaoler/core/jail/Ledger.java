package org.gaoler.core.jail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.Failure;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.gaoler.core.count.Evidence;
import org.gaoler.core.count.Windows;
import org.gaoler.core.lane.Lane;
import org.gaoler.core.names.HostName;
import org.gaoler.core.names.Reserved;
import org.gaoler.core.names.Resolver;
import org.gaoler.core.settings.JailSettings;

/**
 * Counts the failures of one jail, lets off whom it must, and brings whoever reached the limit
 * before the court. Safe for use by any thread.
 */
final class Ledger {

  /** Longer lines are cut in what is kept as evidence. */
  private static final int LONGEST_EVIDENCE = 1000;

  /** How long anything is kept for a jail that is configured no more. */
  private static final TimeSpan UNCONFIGURED = new TimeSpan(Duration.ofDays(365).toSeconds());

  private static final Duration EVER = Duration.ofDays(365_000);

  /** So many are forgotten in one transaction at most. */
  private static final int MOST_TIDIED = 50_000;

  private final String name;
  private final Windows windows;
  private final Court court;
  private final Chronicle chronicle;
  private final Supplier<Optional<JailSettings>> settings;
  private final Function<String, Optional<Lane>> lanes;
  private final Inquiries inquiries;
  private final Hearings hearings = new Hearings();

  /** Sentences in force whose failures a restart has left in the store. */
  private final Queue<Sentence> unconcluded = new ConcurrentLinkedQueue<>();

  private final Particulars particulars = new Particulars();
  private final Pardons pardons;
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong sentences = new AtomicLong();

  /**
   * Opens the ledger of a jail.
   *
   * @param settings those in force
   * @param lanes the lane on which failures of a source are counted now, if the jail guards
   */
  Ledger(
      String name,
      Windows windows,
      Court court,
      Chronicle chronicle,
      Resolver resolver,
      Supplier<Optional<JailSettings>> settings,
      Function<String, Optional<Lane>> lanes) {
    this.name = name;
    this.windows = windows;
    this.court = court;
    this.chronicle = chronicle;
    this.settings = settings;
    this.lanes = lanes;
    this.pardons = new Pardons(name);
    this.inquiries =
        new Inquiries(
            name,
            resolver,
            warning -> chronicle.warn(name, warning),
            failure -> chronicle.waits(name, failure),
            lanes,
            this::byName);
  }

  void restore(BanStore.Window window, List<Entry> forgotten) {
    windows.restore(window.offender(), window.marks(), forgotten);
  }

  void restore(BanStore.Marked marked, List<Entry> forgotten) {
    windows.restore(marked.offender(), marked.marks(), forgotten);
  }

  void restore(Entry entry) {
    if (entry instanceof BanStore.Ended ended && ended.byOperator()) {
      pardons.add(ended.offender(), ended.at());
    } else if (entry instanceof BanStore.Imposed imposed && !left(imposed.sentence()).isEmpty()) {
      unconcluded.add(imposed.sentence());
    }
  }

  /** Takes back what waited for somebody's answer; false if the memory is none of it. */
  boolean restore(BanStore.Memory memory) {
    if (Inquiries.concerns(memory)) {
      inquiries.restore(memory);
    } else if (Hearings.concerns(memory)) {
      hearings.restore(memory);
    } else {
      return false;
    }
    return true;
  }

  /** The failures that are still stored though they have led to a sentence. */
  private List<Mark> left(Sentence sentence) {
    return sentence.origin() == Sentence.Origin.LOG
        ? windows.marks(sentence.offender(), sentence.from(), EVER).marks()
        : List.of();
  }

  private void conclude(Sentence sentence) {
    Evidence left = windows.marks(sentence.offender(), sentence.from(), EVER);
    if (!left.marks().isEmpty()) {
      windows.forget(sentence.offender());
      court.conclude(sentence, left, this::close);
    }
  }

  /** What was counted since a case was brought goes on counting. */
  private void close(Offender who, BiConsumer<Entry, List<Entry>> verdict) {
    Consumer<List<Entry>> closing =
        effects -> {
          List<Mark> since = windows.marks(who, Instant.EPOCH, EVER).marks();
          verdict.accept(new BanStore.Window(name, who, since), effects);
        };
    Optional<Lane> lane = lanes.apply("");
    if (lane.isPresent()) {
      lane.get().between(closing);
    } else {
      List<Entry> effects = new ArrayList<>();
      closing.accept(effects);
      court.store(effects);
    }
  }

  /**
   * Takes up the cases that a restart has interrupted, once there is somebody to tell of them; the
   * caller holds no lock.
   */
  void resume() {
    for (Sentence each = unconcluded.poll(); each != null; each = unconcluded.poll()) {
      conclude(each);
    }
    settings.get().ifPresent(present -> hearings.takeUp().forEach(who -> resume(present, who)));
  }

  private void resume(JailSettings present, Offender who) {
    Evidence evidence = windows.marks(who, Instant.EPOCH, EVER);
    int weight = evidence.marks().stream().mapToInt(Mark::weight).sum();
    if (weight < present.rule().limit()) {
      court.drop(name, who);
      return;
    }
    windows.forget(who);
    sentences.incrementAndGet();
    court.resume(new Court.Case(present, who, evidence, weight, Map.of(), this::close));
  }

  /** Failures of names. */
  Inquiries inquiries() {
    return inquiries;
  }

  /** Counts a failure on the lane of its source, or has its name looked up first. */
  void failed(Failure failure, String source, boolean live, List<Entry> effects) {
    Optional<JailSettings> present = settings.get();
    if (present.isEmpty()) {
      return;
    }
    if (failure.lookup() == Failure.Lookup.NONE || failure.offender() instanceof IpBlock) {
      failed(present.get(), failure, live, effects);
    } else {
      inquiries
          .open(shortened(failure), source, effects)
          .forEach(each -> ofName(present.get(), each, live, effects));
    }
  }

  /** Much may wait for long. */
  private static Failure shortened(Failure failure) {
    return new Failure(
        failure.offender(),
        failure.when(),
        failure.user().map(Ledger::cut),
        Map.of(),
        failure.weight(),
        List.of(evidence(failure)),
        failure.lookup());
  }

  private void byName(Failure failure, List<Entry> effects) {
    settings.get().ifPresent(present -> ofName(present, failure, false, effects));
  }

  /** Whoever owns the name says what its addresses are, so that not all of them may be banned. */
  private void ofName(JailSettings present, Failure failure, boolean live, List<Entry> effects) {
    Optional<Reserved> reserved =
        failure.offender() instanceof IpBlock block ? Reserved.of(block) : Optional.empty();
    if (reserved.isPresent()) {
      String kind = reserved.get().name().toLowerCase(java.util.Locale.ROOT);
      chronicle.ignored(name, failure.offender(), kind + " address of a name");
    } else if (court.leniency().own(failure.offender())) {
      chronicle.ignored(name, failure.offender(), "own address of a name");
    } else {
      failed(present, failure, live, effects);
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
      count(present, unit, failure, live, effects);
    }
  }

  private void count(
      JailSettings present, Offender unit, Failure failure, boolean live, List<Entry> effects) {
    failures.incrementAndGet();
    Mark mark = new Mark(failure.when(), failure.weight(), evidence(failure));
    Windows.Tally tally = windows.count(unit, mark, present.rule(), live, effects);
    Optional<Sentence> sentence = Optional.empty();
    if (tally.reached()) {
      sentences.incrementAndGet();
      Court.Case brought =
          new Court.Case(
              present,
              unit,
              tally.evidence(),
              tally.weight(),
              particulars.of(failure),
              this::close);
      sentence = court.trial(brought, brought.forgotten(), effects);
    }
    // Only now, since writing the log takes longer than everything before it.
    chronicle.found(name, failure, tally.weight(), present.maxRetry(), live);
    sentence.ifPresent(chronicle::banned);
  }

  private static String evidence(Failure failure) {
    List<String> lines = failure.lines();
    return lines.isEmpty() ? "" : cut(lines.get(lines.size() - 1));
  }

  private static String cut(String text) {
    return text.length() > LONGEST_EVIDENCE ? text.substring(0, LONGEST_EVIDENCE) : text;
  }

  /** Whether a failure of some time is forgiven. */
  boolean isForgiven(Offender unit, Instant when) {
    return pardons.covers(unit, when);
  }

  /** Failures up to now never count again. */
  void forgive(Offender offender, Instant now) {
    windows.forget(offender);
    pardons.add(offender, now);
  }

  /**
   * Forgets what is too old to matter.
   *
   * @param current whether no older lines are to be caught up with
   * @return what the store is to be told
   */
  List<Entry> tidy(Instant now, boolean current) {
    List<Entry> forgotten = new ArrayList<>();
    Optional<JailSettings> present = settings.get();
    if (current || present.isEmpty()) {
      TimeSpan span = present.map(JailSettings::findTime).orElse(UNCONFIGURED);
      windows.tidy(before(now, span), MOST_TIDIED, forgotten);
    }
    pardons.tidy(before(now, present.map(JailSettings::retention).orElse(UNCONFIGURED)), forgotten);
    return forgotten;
  }

  private static Instant before(Instant now, TimeSpan span) {
    return span.permanent() ? Instant.MIN : now.minusSeconds(span.seconds());
  }

  /** The failures of somebody that count now; of a host's name, those that wait. */
  List<Mark> marks(Offender offender, Instant now, Duration findTime) {
    List<Mark> counted = court.told(name, offender, windows.marks(offender, now, findTime));
    if (!counted.isEmpty() || offender instanceof IpBlock) {
      return counted;
    }
    return HostName.parse(offender.toString()).stream()
        .flatMap(host -> inquiries.waiting(host.text()).stream())
        .map(failure -> new Mark(failure.when(), failure.weight(), evidence(failure)))
        .toList();
  }

  /** How many offenders are being counted. */
  int tracked() {
    return windows.size();
  }

  /** How many offenders were forgotten for want of memory since start. */
  long evicted() {
    return windows.evicted();
  }

  /** How many failures were found since start. */
  long failures() {
    return failures.get();
  }

  /** How often the limit was reached, or an operator banned, since start. */
  long sentences() {
    return sentences.get();
  }

  void sentencedByHand() {
    sentences.incrementAndGet();
  }
}
