package org.gaoler.core.jail;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.Notice;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.core.count.Evidence;
import org.gaoler.core.docket.Docket;
import org.gaoler.core.journal.Journal;
import org.gaoler.core.notice.Notices;
import org.gaoler.core.settings.JailSettings;

/** Passes sentences on those who reached their jail's limit, unless there is a reason not to. */
final class Court {

  private final Clock clock;
  private final Docket docket;
  private final Journal journal;
  private final Notices notices;
  private final Chronicle chronicle;
  private final Leniency leniency;
  private final Executor judge;
  private final Archive archive;

  /**
   * Opens the court.
   *
   * @param judge one thread for the cases that need to ask somebody
   */
  Court(
      Clock clock,
      Docket docket,
      Journal journal,
      Notices notices,
      Chronicle chronicle,
      Leniency leniency,
      Executor judge) {
    this.clock = clock;
    this.docket = docket;
    this.journal = journal;
    this.notices = notices;
    this.chronicle = chronicle;
    this.leniency = leniency;
    this.judge = judge;
    this.archive = new Archive(journal);
  }

  Leniency leniency() {
    return leniency;
  }

  boolean serving(String jail, Offender offender) {
    return !docket.covering(jail, offender).isEmpty();
  }

  /** Ends a case that was not decided on the lane, while nothing is counted. */
  @FunctionalInterface
  interface Closing {
    /**
     * Decides it, now or soon.
     *
     * @param offender who
     * @param verdict given the failures that were counted since the case was brought, as the store
     *     is to keep them, and what takes all that is to be stored
     */
    void close(Offender offender, BiConsumer<Entry, List<Entry>> verdict);
  }

  /**
   * Somebody whose limit is reached.
   *
   * @param settings of the jail
   * @param offender who
   * @param evidence the failures that led to it
   * @param failures their weight
   * @param fields what the last of them said besides
   * @param closing ends the case
   */
  record Case(
      JailSettings settings,
      Offender offender,
      Evidence evidence,
      int failures,
      Map<String, String> fields,
      Closing closing) {

    Entry forgotten() {
      return new BanStore.Window(settings.name(), offender, List.of());
    }

    Sentence sentence(Instant now) {
      List<Mark> marks = evidence.marks();
      Instant last = marks.get(marks.size() - 1).when();
      Instant from = last.isAfter(now) ? now : last;
      return new Sentence(
          settings.name(),
          offender,
          from,
          settings.banTime().after(from),
          Sentence.Origin.LOG,
          failures + " failures within " + settings.findTime(),
          marks.stream().map(Mark::line).toList(),
          failures,
          fields);
    }
  }

  /**
   * Tries somebody whose limit is reached. Called while nothing else is counted: where somebody
   * must be asked first, that is done later and nothing is returned.
   *
   * @param rest the failures that do not belong to the case
   */
  Optional<Sentence> trial(Case brought, Entry rest, List<Entry> effects) {
    if (leniency.mustAsk(brought.settings())) {
      effects.add(Hearings.begun(brought.settings().name(), brought.offender()));
      judge.execute(() -> hearing(brought));
      return Optional.empty();
    }
    return judgement(brought, rest, effects);
  }

  /** Tries somebody whose hearing a restart has interrupted; the caller holds no lock. */
  void resume(Case brought) {
    brought
        .closing()
        .close(
            brought.offender(),
            (rest, effects) -> {
              effects.add(Hearings.ended(brought.settings().name(), brought.offender()));
              trial(brought, rest, effects).ifPresent(chronicle::banned);
            });
  }

  /** Stores what was decided in a case of a jail that reads nothing now. */
  void store(List<Entry> effects) {
    journal.append(effects);
  }

  /** Gives up the case of somebody who is below the limit by now; the caller holds no lock. */
  void drop(String jail, Offender offender) {
    journal.append(List.of(Hearings.ended(jail, offender)));
  }

  /**
   * Passes a sentence some of whose lines only the store has: it is in force and stored with the
   * failure that decided it, and its case is concluded when the lines have been read. A crash
   * between the two shows in failures that are stored beside the sentence they led to.
   */
  private Optional<Sentence> atOnce(Case brought, Entry rest, List<Entry> effects) {
    Sentence sentence = brought.sentence(clock.instant());
    if (!docket.impose(sentence)) {
      effects.add(rest);
      return Optional.empty();
    }
    effects.add(new BanStore.Imposed(sentence));
    conclude(sentence, brought.evidence(), brought.closing());
    return Optional.of(sentence);
  }

  /**
   * Concludes the case of a sentence in force, on another thread: gives it the lines that the store
   * has, tells of it, and has the failures forgotten.
   */
  void conclude(Sentence sentence, Evidence evidence, Closing closing) {
    judge.execute(
        () ->
            stored(sentence, evidence)
                .exceptionally(refused -> evidence.marks())
                .thenAcceptAsync(marks -> concluded(sentence, marks, closing), judge));
  }

  /** All of it; the ban is in force, so that the store may take its time. */
  private CompletableFuture<List<Mark>> stored(Sentence sentence, Evidence evidence) {
    return evidence.whole()
        ? CompletableFuture.completedFuture(evidence.marks())
        : journal.marks(sentence.jail(), sentence.offender()).thenApply(evidence::with);
  }

  private void concluded(Sentence sentence, List<Mark> marks, Closing closing) {
    Sentence whole = sentence.with(marks.stream().map(Mark::line).toList());
    closing.close(
        sentence.offender(),
        (rest, effects) -> {
          effects.add(rest);
          if (docket.complete(sentence, whole)) {
            effects.add(new BanStore.Imposed(whole));
          }
          effects.addAll(notices.of(Notice.Kind.BAN, whole));
        });
  }

  private void hearing(Case brought) {
    Optional<String> reason = leniency.asked(brought.settings(), brought.offender());
    brought
        .closing()
        .close(brought.offender(), (rest, effects) -> heard(brought, reason, rest, effects));
  }

  private void heard(Case brought, Optional<String> reason, Entry rest, List<Entry> effects) {
    effects.add(Hearings.ended(brought.settings().name(), brought.offender()));
    if (reason.isPresent()) {
      chronicle.ignored(brought.settings().name(), brought.offender(), reason.get());
      effects.add(rest);
    } else {
      judgement(brought, rest, effects).ifPresent(chronicle::banned);
    }
  }

  private Optional<Sentence> judgement(Case brought, Entry rest, List<Entry> effects) {
    return brought.evidence().whole()
        ? sentence(brought, rest, effects)
        : atOnce(brought, rest, effects);
  }

  /** Evidence with its lines, which may have to be read from the store; waits 500 ms at most. */
  List<Mark> told(String jail, Offender offender, Evidence evidence) {
    return evidence.whole() ? evidence.marks() : evidence.with(archive.marks(jail, offender));
  }

  private Optional<Sentence> sentence(Case brought, Entry rest, List<Entry> effects) {
    Sentence sentence = brought.sentence(clock.instant());
    effects.add(rest);
    if (!docket.impose(sentence)) {
      return Optional.empty();
    }
    effects.add(new BanStore.Imposed(sentence));
    effects.addAll(notices.of(Notice.Kind.BAN, sentence));
    return Optional.of(sentence);
  }
}
