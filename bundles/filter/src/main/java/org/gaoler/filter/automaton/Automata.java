package org.gaoler.filter.automaton;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Makes automata on a thread of its own, which exists only while there is something to make, and
 * sees to it that all of them together take no more memory than they may.
 */
public final class Automata {

  /** What the table of one automaton may take, in bytes. */
  private static final int EACH = 3 << 20;

  /** What all together may take unless it is configured, in bytes. */
  public static final long USUAL = 12L << 20;

  private static final long THREAD_SECONDS = 2;

  private final long most;
  private final List<WeakReference<Automaton>> made = new ArrayList<>();
  private final ThreadPoolExecutor maker =
      new ThreadPoolExecutor(
          1, 1, THREAD_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Automata::thread);

  /**
   * Begins without any.
   *
   * @param most how much memory all may take, in bytes; 0 for none at all
   */
  public Automata(long most) {
    this.most = most;
    maker.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "gaoler-automata");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Has an automaton made. Returns at once.
   *
   * @param languages what the filters match
   * @param taker takes it on another thread; never called if there is no memory left for it, or
   *     none of the filters can be decided
   */
  public void order(List<Language> languages, Consumer<Automaton> taker) {
    maker.execute(() -> make(languages).ifPresent(taker));
  }

  /** Makes one now, unless there is no memory for it or it could decide nothing. */
  Optional<Automaton> make(List<Language> languages) {
    if (languages.stream().noneMatch(Language::decidable) || taken() + EACH > most) {
      return Optional.empty();
    }
    Automaton automaton = new Automaton(languages, EACH);
    if (automaton.decidable() == 0) {
      return Optional.empty();
    }
    synchronized (made) {
      made.add(new WeakReference<>(automaton));
    }
    return Optional.of(automaton);
  }

  /** What those take at most that are still in use; each may yet grow. */
  private long taken() {
    synchronized (made) {
      made.removeIf(each -> each.get() == null);
      return (long) made.size() * EACH;
    }
  }
}
