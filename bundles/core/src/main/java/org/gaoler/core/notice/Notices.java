package org.gaoler.core.notice;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Owed;
import org.gaoler.api.BanStore.Told;
import org.gaoler.api.Notice;
import org.gaoler.api.Notifier;
import org.gaoler.api.Sentence;
import org.gaoler.core.docket.Watchdog;
import org.gaoler.core.journal.Journal;

/**
 * Makes notices of what happens, for all actions of all jails that may want them, and has them told
 * once the store has them. Safe for use by any thread; nobody is ever kept waiting.
 */
public final class Notices {

  private final Journal journal;
  private final Clock clock;
  private final Watchdog watchdog;
  private final Alarm alarm;
  private final Outboxes outboxes;

  /** What ended while nobody was there to hear of it. */
  private final Map<String, List<Sentence>> missed = new HashMap<>();

  /**
   * Begins with nothing to tell.
   *
   * @param journal keeps what is to be told
   * @param clock the present
   * @param watchdog looks after calls of notifiers
   * @param alarm says when something is told again
   */
  public Notices(Journal journal, Clock clock, Watchdog watchdog, Alarm alarm) {
    this.journal = journal;
    this.clock = clock;
    this.watchdog = watchdog;
    this.alarm = alarm;
    this.outboxes = new Outboxes(journal);
    journal.onOwed(this::committed);
  }

  /**
   * Makes the notices of what happened to a sentence.
   *
   * @param kind what happened
   * @param sentence to whom
   * @return to be committed together with that; empty and nothing made if nobody wants to hear
   */
  public List<Entry> of(Notice.Kind kind, Sentence sentence) {
    List<Outbox> all = outboxes.of(sentence.jail());
    if (all.isEmpty()) {
      return List.of();
    }
    List<Outbox> wanting = all.stream().filter(outbox -> outbox.wants(kind)).toList();
    if (wanting.isEmpty()) {
      return List.of();
    }
    Notice notice = notice(kind, sentence.jail(), Optional.of(sentence));
    return wanting.stream().map(outbox -> outbox.promise(notice)).toList();
  }

  private Notice notice(Notice.Kind kind, String jail, Optional<Sentence> sentence) {
    return new Notice(UUID.randomUUID().toString(), clock.instant(), jail, kind, sentence);
  }

  private void committed(List<Owed> owed) {
    Set<Outbox> ready = new LinkedHashSet<>();
    List<Entry> forgotten = new ArrayList<>(0);
    for (Owed each : owed) {
      Notice notice = each.notice();
      Optional<Outbox> outbox =
          outboxes.find(notice.jail(), each.action()).filter(to -> to.committed(notice));
      outbox.ifPresent(ready::add);
      if (outbox.isEmpty()) {
        forgotten.add(new Told(notice.jail(), each.action(), notice.id()));
      }
    }
    if (!forgotten.isEmpty()) {
      journal.post(forgotten);
    }
    ready.forEach(Outbox::ring);
  }

  /**
   * Takes back a notice from before a restart.
   *
   * @param owed as stored
   */
  public void restore(Owed owed) {
    open(owed.notice().jail(), owed.action()).restore(owed.notice());
  }

  /**
   * A sentence ended while nothing ran: whoever wants to hear of that is told when its jail begins.
   *
   * @param sentence which
   */
  public synchronized void missed(Sentence sentence) {
    List<Sentence> ended = missed.computeIfAbsent(sentence.jail(), unseen -> new ArrayList<>());
    if (ended.size() < Outbox.MOST) {
      ended.add(sentence);
    }
  }

  /**
   * A place for what an action has to tell, whether or not anybody is there to tell it.
   *
   * @param jail the jail
   * @param action as the jail wrote it, with its options
   * @return the same each time until it is no longer wanted
   */
  public Outbox open(String jail, String action) {
    return outboxes.open(jail, action);
  }

  /**
   * An action turned out to be none that tells: what was kept for it is forgotten.
   *
   * @param jail the jail
   * @param action as the jail wrote it, with its options
   */
  public void forget(String jail, String action) {
    outboxes.forget(jail, action);
  }

  /**
   * Keeps the outboxes of these actions. What waits for others goes to one of the same name with
   * other options, else it is dropped.
   *
   * @param jail the jail
   * @param actions all that have to tell something, as written, each opened before
   */
  public void retain(String jail, Collection<String> actions) {
    outboxes.retain(jail, actions);
    List<Entry> entries = new ArrayList<>(0);
    for (Sentence sentence : takeMissed(jail)) {
      entries.addAll(of(Notice.Kind.UNBAN, sentence));
    }
    if (!entries.isEmpty()) {
      journal.post(entries);
    }
  }

  private synchronized List<Sentence> takeMissed(String jail) {
    List<Sentence> ended = missed.remove(jail);
    return ended == null ? List.of() : ended;
  }

  /**
   * Drops what waits for other jails, which are not there any more.
   *
   * @param jails all that are configured
   */
  public void retainJails(Collection<String> jails) {
    outboxes.retainJails(jails);
    synchronized (this) {
      missed.keySet().retainAll(jails);
    }
  }

  /**
   * Begins to tell what an action has to tell.
   *
   * @param notifier made for this alone
   * @param outbox of the action
   * @param conditionChanged called on any thread whenever its health changed; must not block
   * @return who does it
   */
  public Courier begin(Notifier notifier, Outbox outbox, Runnable conditionChanged) {
    Courier courier = new Courier(notifier, outbox, watchdog, alarm, conditionChanged);
    outbox.want(notifier.kinds());
    courier.start();
    return courier;
  }

  /**
   * Has it told, if possible, that a jail began to guard.
   *
   * @param jail the jail
   */
  public void started(String jail) {
    say(Notice.Kind.START, jail);
  }

  private void say(Notice.Kind kind, String jail) {
    Notice notice = notice(kind, jail, Optional.empty());
    outboxes.of(jail).stream()
        .filter(outbox -> outbox.wants(kind))
        .forEach(outbox -> outbox.add(notice));
  }

  /**
   * A courier is no longer wanted as it is; what it had to tell waits for the next.
   *
   * @param courier which
   */
  public void leave(Courier courier) {
    courier.leave();
  }

  /**
   * A jail ends: its couriers tell that and what waits, for 3 s at most. Does not wait for them.
   *
   * @param jail the jail
   * @param couriers all that it has
   * @param gone whether the jail was taken away: what could not be told is dropped
   */
  public void stopped(String jail, List<Courier> couriers, boolean gone) {
    say(Notice.Kind.STOP, jail);
    List<Outbox> served = couriers.stream().map(Courier::outbox).toList();
    List<Outbox> all = gone ? outboxes.remove(jail) : outboxes.of(jail);
    all.stream().filter(each -> !served.contains(each)).forEach(each -> end(each, gone));
    couriers.forEach(courier -> courier.finish(() -> end(courier.outbox(), gone)));
  }

  private static void end(Outbox outbox, boolean gone) {
    outbox.forgetPassing();
    if (gone) {
      Outboxes.discard(outbox, "its jail was taken away");
    }
  }

  /**
   * Waits for couriers that tell their last words, and interrupts those that do not end.
   *
   * @param couriers whose jails have been {@link #stopped}
   * @param deadline by {@link System#nanoTime}
   */
  public void await(List<Courier> couriers, long deadline) {
    couriers.forEach(courier -> courier.await(deadline));
  }
}
