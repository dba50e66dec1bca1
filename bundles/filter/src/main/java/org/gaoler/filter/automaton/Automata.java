package org.gaoler.filter.automaton;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes automata on a thread of its own, which exists only while there is something to make, and
 * sees to it that all of them together take no more memory than they may.
 */
public final class Automata {

  private static final Logger LOG = LoggerFactory.getLogger(Automata.class);

  /** What the table of one automaton may take, in bytes. */
  private static final int EACH = 3 << 20;

  /** What all together may take unless it is configured, in bytes. */
  public static final long USUAL = 12L << 20;

  private static final long THREAD_SECONDS = 2;

  private final long most;
  private final List<WeakReference<Automaton>> made = new ArrayList<>();
  private final Executor maker;

  /**
   * Begins without any.
   *
   * @param most how much memory all may take, in bytes; 0 for none at all
   */
  public Automata(long most) {
    this(most, passing());
  }

  /**
   * Begins without any.
   *
   * @param most how much memory all may take, in bytes; 0 for none at all
   * @param maker where they are made
   */
  public Automata(long most, Executor maker) {
    this.most = most;
    this.maker = maker;
  }

  private static Executor passing() {
    ThreadPoolExecutor maker =
        new ThreadPoolExecutor(
            1, 1, THREAD_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Automata::thread);
    maker.allowCoreThreadTimeOut(true);
    return maker;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "gaoler-automata");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Has an automaton made. Returns at once; nobody is called if it could decide nothing.
   *
   * @param languages what the filters match
   * @param taker takes it on another thread
   * @param refused called there instead if there is no memory left for it
   */
  public void order(List<Language> languages, Consumer<Automaton> taker, Runnable refused) {
    if (languages.stream().anyMatch(Language::decidable)) {
      maker.execute(() -> make(languages, taker, refused));
    }
  }

  private void make(List<Language> languages, Consumer<Automaton> taker, Runnable refused) {
    try {
      make(languages).ifPresentOrElse(taker, refused);
    } catch (RuntimeException | StackOverflowError broken) {
      LOG.error(
          "no automaton could be made for {} filters, whose logs needles alone screen: {};"
              + " please report it",
          languages.size(),
          broken.toString(),
          broken);
    }
  }

  /** Makes one, unless there is no memory for it. */
  private Optional<Automaton> make(List<Language> languages) {
    if (taken() + EACH > most) {
      return Optional.empty();
    }
    Automaton automaton = new Automaton(languages, EACH);
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
