package org.gaoler.core.notice;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Owed;
import org.gaoler.api.BanStore.Told;
import org.gaoler.api.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one action of one jail has still to tell, oldest first; it waits here whether or not anybody
 * is there to tell it. Safe for use by any thread, none of which it ever keeps waiting.
 */
public final class Outbox {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  /** So many wait; of more, the oldest are dropped. */
  static final int MOST = 10_000;

  private final String jail;
  private final String action;
  private final Consumer<List<Entry>> journal;
  private final Map<String, Letter> letters = new LinkedHashMap<>();
  private Set<Notice.Kind> wanted = EnumSet.allOf(Notice.Kind.class);
  private Runnable bell = () -> {};
  private long dropped;
  private boolean overflowing;
  private boolean lent;

  /** A notice, and whether it may be told: what it speaks of has been committed. */
  private static final class Letter {
    private final Notice notice;
    private final boolean durable;
    private boolean ready;

    private Letter(Notice notice, boolean durable, boolean ready) {
      this.notice = notice;
      this.durable = durable;
      this.ready = ready;
    }
  }

  /**
   * Opens an empty one.
   *
   * @param action as the jail wrote it, with its options
   * @param journal takes what is to be kept; does not block
   */
  Outbox(String jail, String action, Consumer<List<Entry>> journal) {
    this.jail = jail;
    this.action = action;
    this.journal = journal;
  }

  String jail() {
    return jail;
  }

  String action() {
    return action;
  }

  /** The action's plain name. */
  String name() {
    int options = action.indexOf('[');
    return options < 0 ? action : action.substring(0, options);
  }

  synchronized boolean wants(Notice.Kind kind) {
    return wanted.contains(kind);
  }

  /** Keeps notices of these kinds alone, now that they are known. */
  synchronized void want(Set<Notice.Kind> kinds) {
    wanted = Set.copyOf(kinds);
    remove(letters.values().stream().map(letter -> letter.notice).filter(this::unwanted).toList());
  }

  /** Forgets what is told only while it is news. */
  synchronized void forgetPassing() {
    letters.values().removeIf(letter -> !letter.durable);
  }

  private boolean unwanted(Notice notice) {
    return !wanted.contains(notice.kind());
  }

  /** Calls back whenever there is something to tell, at once if there is; one is called. */
  void onReady(Runnable courier) {
    synchronized (this) {
      bell = courier;
    }
    ring();
  }

  /** Takes a notice that may be told once it has been {@link #committed}. */
  synchronized Entry promise(Notice notice) {
    letters.put(notice.id(), new Letter(notice, true, false));
    bound();
    return new Owed(action, notice);
  }

  /** Takes a notice that is told if possible, and forgotten with the process. */
  void add(Notice notice) {
    ready(new Letter(notice, false, true));
  }

  /** Takes back a notice from before a restart. */
  void restore(Notice notice) {
    ready(new Letter(notice, true, true));
  }

  private void ready(Letter letter) {
    synchronized (this) {
      letters.put(letter.notice.id(), letter);
      bound();
    }
    ring();
  }

  /**
   * What a notice speaks of is in the store; to be told of with a {@link #ring}.
   *
   * @return whether the notice is still to be told
   */
  synchronized boolean committed(Notice notice) {
    Letter letter = letters.get(notice.id());
    if (letter != null) {
      letter.ready = true;
    }
    return letter != null;
  }

  /** Calls for what may be told, if there is anything. */
  void ring() {
    Runnable courier;
    synchronized (this) {
      courier = bell;
    }
    if (due()) {
      courier.run();
    }
  }

  private void bound() {
    if (letters.size() > MOST) {
      Letter oldest = letters.values().iterator().next();
      dropped++;
      if (!overflowing) {
        LOG.warn(
            "[{}] action {}: more than {} notices wait to be told: the oldest are dropped; gaoler"
                + " status {} tells why they wait and how many were dropped",
            jail,
            action,
            MOST,
            jail);
      }
      overflowing = true;
      remove(List.of(oldest.notice));
    }
  }

  /** Hands over what may be told; nothing more until it was {@link #told} or {@link #keep}. */
  synchronized List<Notice> take(int most) {
    List<Notice> batch = new ArrayList<>();
    Iterator<Letter> next = letters.values().iterator();
    while (!lent && next.hasNext() && batch.size() < most) {
      Letter letter = next.next();
      if (letter.ready) {
        batch.add(letter.notice);
      }
    }
    lent = lent || !batch.isEmpty();
    return batch;
  }

  /** Forgets what has been told. */
  void told(List<Notice> notices) {
    synchronized (this) {
      remove(notices);
      overflowing = overflowing && !letters.isEmpty();
    }
    keep();
  }

  /** Takes back what could not be told; it may be another who tells it next. */
  void keep() {
    synchronized (this) {
      lent = false;
    }
    ring();
  }

  private void remove(List<Notice> notices) {
    List<Entry> entries = new ArrayList<>(notices.size());
    for (Notice notice : notices) {
      Letter letter = letters.remove(notice.id());
      if (letter != null && letter.durable) {
        entries.add(new Told(jail, action, notice.id()));
      }
    }
    if (!entries.isEmpty()) {
      journal.accept(entries);
    }
  }

  /** Empties it: what waits is not told any more. Tells how many were to outlive the process. */
  synchronized int discard() {
    List<Notice> left = letters.values().stream().map(letter -> letter.notice).toList();
    int durable = (int) letters.values().stream().filter(letter -> letter.durable).count();
    remove(left);
    return durable;
  }

  /** Leaves to another action of its name what waits; it is told once it is kept for that one. */
  void leaveTo(Outbox successor) {
    List<Entry> entries = new ArrayList<>();
    synchronized (this) {
      for (Letter letter : letters.values()) {
        if (letter.durable && successor.wants(letter.notice.kind())) {
          entries.add(successor.promise(letter.notice));
        }
      }
      discard();
    }
    if (!entries.isEmpty()) {
      journal.accept(entries);
    }
  }

  /** How many wait. */
  synchronized int waiting() {
    return letters.size();
  }

  /** Whether anything may be told now. */
  synchronized boolean due() {
    return !lent && letters.values().stream().anyMatch(letter -> letter.ready);
  }

  /** How many were dropped since there were too many, since start. */
  synchronized long dropped() {
    return dropped;
  }
}
