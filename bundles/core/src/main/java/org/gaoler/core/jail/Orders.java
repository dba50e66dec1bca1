package org.gaoler.core.jail;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.Notice;
import org.gaoler.api.Offender;
import org.gaoler.api.Position;
import org.gaoler.api.Sentence;
import org.gaoler.api.operate.Imported;
import org.gaoler.core.docket.Docket;
import org.gaoler.core.journal.Journal;
import org.gaoler.core.notice.Notices;

/** Carries out what operators order, and answers when it is stored. */
public final class Orders {

  private final Docket docket;
  private final Journal journal;
  private final Notices notices;
  private final Chronicle chronicle;
  private final Clock clock;
  private final Function<String, Jail> jails;

  /**
   * Prepares.
   *
   * @param jails finds or makes a jail by its name
   */
  Orders(
      Docket docket,
      Journal journal,
      Notices notices,
      Chronicle chronicle,
      Clock clock,
      Function<String, Jail> jails) {
    this.docket = docket;
    this.journal = journal;
    this.notices = notices;
    this.chronicle = chronicle;
    this.clock = clock;
    this.jails = jails;
  }

  /**
   * Imposes what an operator orders.
   *
   * @param jail the jail
   * @param sentence made by hand
   * @return once it is stored, or has been refused by the store
   */
  public boolean imposeByHand(Jail jail, Sentence sentence) {
    Optional<Sentence> before = docket.find(jail.name(), sentence.offender());
    if (!docket.impose(sentence)) {
      return false;
    }
    jail.sentencedByHand();
    chronicle.banned(sentence);
    List<Entry> entries = new ArrayList<>(1);
    entries.add(new BanStore.Imposed(sentence));
    if (before.filter(same -> same.until().equals(sentence.until())).isEmpty()) {
      entries.addAll(notices.of(Notice.Kind.BAN, sentence));
    }
    return stored(entries);
  }

  /**
   * Lifts what is in force, and forgives what was counted.
   *
   * @param jail the jail
   * @param offenders whom; their failures up to now never count again
   * @return the sentences that were in force
   */
  public List<Sentence> liftByHand(Jail jail, List<Offender> offenders) {
    Instant now = clock.instant();
    List<Sentence> lifted = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    for (Offender offender : offenders) {
      jail.forgive(offender, now);
      docket.lift(jail.name(), offender).ifPresent(lifted::add);
      entries.add(new BanStore.Window(jail.name(), offender, List.of()));
      entries.add(new BanStore.Ended(jail.name(), offender, now, true));
    }
    stored(entries);
    return lifted;
  }

  /**
   * Puts in force what another program had in force, without telling anybody, and has logs read on
   * from where it was. Waits until it is stored, 2 s at most.
   *
   * @param sentences in force already as far as the world is concerned
   * @param logs places of logs that no jail reads here
   */
  public void takeOver(List<Sentence> sentences, Map<Imported.Log, Position> logs) {
    List<Entry> entries = new ArrayList<>();
    for (Sentence sentence : sentences) {
      if (docket.impose(sentence)) {
        chronicle.restored(sentence);
        entries.add(new BanStore.Imposed(sentence));
      }
    }
    logs.forEach(
        (log, position) -> {
          jails.apply(log.jail()).reached(log.path(), position);
          entries.add(new BanStore.Read(log.jail(), log.path(), position));
        });
    stored(entries);
  }

  private boolean stored(List<Entry> entries) {
    CompletableFuture<Void> committed = journal.append(entries);
    journal.hurry();
    return committed
        .handle((done, failed) -> failed == null)
        .completeOnTimeout(false, 2, TimeUnit.SECONDS)
        .join();
  }
}
