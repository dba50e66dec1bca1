package org.gaoler.core.docket;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gaoler.api.Ban;
import org.gaoler.api.Offender;

/**
 * What an enforcer has to do next: changes gather here while it is busy. Safe for use by any
 * thread; one thread takes.
 */
final class Agenda {

  /** An outside thing that is changed again and again is put right so often at most. */
  private static final long BREATHER = TimeUnit.SECONDS.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private Map<Offender, Ban> bans = new LinkedHashMap<>();

  /** They stay until the enforcer has confirmed them. */
  private final Set<Offender> unbans = new LinkedHashSet<>();

  private List<Question<?>> questions = new ArrayList<>();
  private final Comparing comparing = new Comparing(BREATHER);
  private boolean count;
  private boolean open;
  private boolean closed;

  void ban(Ban ban) {
    lock.lock();
    try {
      bans.put(ban.offender(), ban);
      unbans.remove(ban.offender());
      if (!open) {
        comparing.within(BREATHER);
      }
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  void unban(Offender offender) {
    lock.lock();
    try {
      bans.remove(offender);
      unbans.add(offender);
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Has bans removed that nobody sentenced, unless somebody has done so meanwhile. */
  void remove(List<Ban> strangers) {
    lock.lock();
    try {
      for (Ban stranger : strangers) {
        if (!bans.containsKey(stranger.offender())) {
          unbans.add(stranger.offender());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Leaves out a ban that is in force exactly so already. */
  void spare(Ban present) {
    lock.lock();
    try {
      bans.remove(present.offender(), present);
    } finally {
      lock.unlock();
    }
  }

  void confirmed(List<Offender> lifted) {
    lock.lock();
    try {
      lifted.forEach(unbans::remove);
    } finally {
      lock.unlock();
    }
  }

  /** Whose ban or unban has not been taken or not been confirmed yet. */
  Set<Offender> pending() {
    lock.lock();
    try {
      Set<Offender> pending = new HashSet<>(bans.keySet());
      pending.addAll(unbans);
      return pending;
    } finally {
      lock.unlock();
    }
  }

  /** Has everything compared now. */
  void compare() {
    lock.lock();
    try {
      comparing.within(0);
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Somebody else has changed the outside thing: has everything compared, with a breather. */
  void ring() {
    lock.lock();
    try {
      comparing.rung();
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  void count() {
    lock.lock();
    try {
      count = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  boolean ask(Question<?> question) {
    lock.lock();
    try {
      if (!closed) {
        questions.add(question);
        work.signal();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** The enforcer was opened and holds what it should: changes go as they are from now on. */
  void opened() {
    lock.lock();
    try {
      open = true;
      comparing.done();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is tried until the pause is over; if bans wait, it is a breather at most. */
  void failed(long pauseNanos) {
    lock.lock();
    try {
      open = false;
      comparing.done();
      comparing.within(bans.isEmpty() ? pauseNanos : Math.min(pauseNanos, BREATHER));
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more; what is there is finished. */
  void close() {
    lock.lock();
    try {
      closed = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Everything that was asked and will find nobody to answer. */
  List<Question<?>> unanswered() {
    lock.lock();
    try {
      List<Question<?>> left = questions;
      questions = new ArrayList<>();
      return left;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for work.
   *
   * @param slice how many unbans at most
   * @param patience after so many nanoseconds an empty turn comes
   */
  Turn take(int slice, long patience) throws InterruptedException {
    lock.lock();
    try {
      await(patience);
      boolean compare = comparing.begin();
      boolean last = closed && !compare && !(open && pendingWork()) && questions.isEmpty();
      Map<Offender, Ban> taken = compare || open ? takeBans() : Map.of();
      List<Offender> lifted = open && !compare ? lifted(slice) : List.of();
      boolean counted = open && count;
      count = count && !counted;
      return new Turn(last, compare, taken, lifted, counted, answerable(lifted.size()));
    } finally {
      lock.unlock();
    }
  }

  private void await(long patience) throws InterruptedException {
    long begin = System.nanoTime();
    boolean patient = true;
    while (patient && !ready()) {
      long left = patience == Long.MAX_VALUE ? patience : begin + patience - System.nanoTime();
      long nanos = Math.min(left, comparing.nanos());
      if (nanos == Long.MAX_VALUE) {
        work.await();
      } else {
        patient = left > 0;
        work.awaitNanos(Math.max(1, nanos));
      }
    }
  }

  private boolean ready() {
    return closed || comparing.due() || open && (count || pendingWork()) || !questions.isEmpty();
  }

  private boolean pendingWork() {
    return !bans.isEmpty() || !unbans.isEmpty();
  }

  private Map<Offender, Ban> takeBans() {
    if (bans.isEmpty()) {
      return Map.of();
    }
    Map<Offender, Ban> taken = bans;
    bans = new LinkedHashMap<>();
    return taken;
  }

  private List<Offender> lifted(int slice) {
    return unbans.isEmpty() ? List.of() : unbans.stream().limit(slice).toList();
  }

  /** A question is answered behind the changes before it, many unbans included. */
  private List<Question<?>> answerable(int lifted) {
    boolean later = open && unbans.size() > lifted && !closed;
    if (questions.isEmpty() || later && questions.get(0).fresh()) {
      return List.of();
    }
    List<Question<?>> asked = questions;
    questions = new ArrayList<>();
    return asked;
  }
}
