package org.gaoler.core.names;

import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks names up without keeping anybody waiting: four at once, each for two seconds at most, each
 * name once however many want it. While nothing is to be looked up there is no thread.
 *
 * <p>A lookup that overruns cannot be ended and keeps its place among the four until it returns;
 * its late answer serves those who ask next. Safe for use by any thread.
 */
public final class Resolver implements AutoCloseable {

  /** So long an answer may take. */
  public static final Duration LIMIT = Duration.ofSeconds(2);

  /** So many may wait; over that, who has waited longest is told that nobody was asked. */
  static final int MOST_WAITING = 2000;

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.filter");
  private static final int AT_ONCE = 4;
  private static final long IDLE_SECONDS = 5;

  private final NameService service;
  private final ScheduledExecutorService timer;
  private final Duration limit;
  private final KnownNames known;
  private final ThreadPoolExecutor lookups =
      new ThreadPoolExecutor(
          0, AT_ONCE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), Resolver::thread);
  private final ThreadPoolExecutor telling =
      new ThreadPoolExecutor(
          1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Resolver::thread);
  private final Map<HostName, Question> queued = new LinkedHashMap<>();
  private final Map<HostName, Question> asked = new LinkedHashMap<>();
  private final Set<Waiter> waiting = new LinkedHashSet<>();
  private final AtomicLong dropped = new AtomicLong();
  private int busy;
  private boolean closed;

  private static final class Question {
    final HostName name;
    final Set<Waiter> waiters = new LinkedHashSet<>();
    Optional<Future<?>> alarm = Optional.empty();
    boolean answered;

    Question(HostName name) {
      this.name = name;
    }
  }

  /** Not a record: each is somebody else, even if all is equal. */
  private static final class Waiter {
    final Question question;
    final Consumer<Answer> listener;

    Waiter(Question question, Consumer<Answer> listener) {
      this.question = question;
      this.listener = listener;
    }
  }

  /**
   * Begins with nothing known.
   *
   * @param service who is asked
   * @param clock the present
   * @param timer watches over the limit
   * @param limit so long an answer may take
   */
  public Resolver(
      NameService service, Clock clock, ScheduledExecutorService timer, Duration limit) {
    this.service = service;
    this.timer = timer;
    this.limit = limit;
    this.known = new KnownNames(clock);
    telling.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "gaoler-names");
    // One that hangs in the system's resolver must not keep the process from ending.
    thread.setDaemon(true);
    return thread;
  }

  /**
   * What is known at once.
   *
   * @param name whose addresses
   * @return empty if it would have to be looked up
   */
  public synchronized Optional<Answer> known(HostName name) {
    return known.answer(name);
  }

  /**
   * Looks a name up.
   *
   * @param name whose addresses are wanted
   * @param listener told once, on another thread; never if the resolver is closed before
   */
  public synchronized void ask(HostName name, Consumer<Answer> listener) {
    Optional<Answer> present = known.answer(name);
    if (closed) {
      return;
    } else if (present.isPresent()) {
      telling.execute(() -> listener.accept(present.get()));
      return;
    }
    Question question = asked.get(name);
    if (question == null) {
      question = queued.computeIfAbsent(name, Question::new);
    }
    Waiter waiter = new Waiter(question, listener);
    question.waiters.add(waiter);
    waiting.add(waiter);
    dropOldest();
    if (busy < AT_ONCE && !queued.isEmpty()) {
      busy++;
      lookups.execute(this::work);
    }
  }

  private void dropOldest() {
    if (waiting.size() <= MOST_WAITING) {
      return;
    }
    Waiter oldest = waiting.iterator().next();
    waiting.remove(oldest);
    oldest.question.waiters.remove(oldest);
    if (oldest.question.waiters.isEmpty()) {
      queued.remove(oldest.question.name);
    }
    boolean first = dropped.getAndIncrement() == 0;
    telling.execute(() -> dropped(oldest, first));
  }

  private static void dropped(Waiter waiter, boolean first) {
    if (first) {
      LOG.warn(
          "more than {} failures wait for the addresses of host names such as {}: those that have"
              + " waited longest are not counted; usedns = no passes names over",
          MOST_WAITING,
          waiter.question.name.text());
    }
    waiter.listener.accept(Answer.DROPPED);
  }

  private void work() {
    for (Optional<Question> next = next(); next.isPresent(); next = next()) {
      Answer answer = answer(next.get().name);
      answered(next.get(), answer);
    }
  }

  private synchronized Optional<Question> next() {
    Iterator<Question> first = queued.values().iterator();
    if (closed || !first.hasNext()) {
      busy--;
      return Optional.empty();
    }
    Question question = first.next();
    first.remove();
    asked.put(question.name, question);
    question.alarm =
        Optional.of(timer.schedule(() -> late(question), limit.toMillis(), TimeUnit.MILLISECONDS));
    return Optional.of(question);
  }

  private Answer answer(HostName name) {
    try {
      return Answer.found(service.addresses(name));
    } catch (UnknownHostException unknown) {
      return Answer.none(String.valueOf(unknown.getMessage()));
    } catch (RuntimeException broken) {
      LOG.error("looking up {} broke: {}; please report it", name.text(), broken, broken);
      return Answer.none("the lookup broke: " + broken);
    }
  }

  private synchronized void late(Question question) {
    if (!question.answered) {
      settle(question, Answer.none("no answer within " + limit.toMillis() + " ms"));
    }
  }

  private synchronized void answered(Question question, Answer answer) {
    question.answered = true;
    question.alarm.ifPresent(alarm -> alarm.cancel(false));
    settle(question, answer);
  }

  private void settle(Question question, Answer answer) {
    asked.remove(question.name, question);
    known.keep(question.name, answer);
    List<Waiter> told = new ArrayList<>(question.waiters);
    question.waiters.clear();
    told.forEach(waiting::remove);
    if (!closed) {
      told.forEach(waiter -> telling.execute(() -> waiter.listener.accept(answer)));
    }
  }

  /**
   * How many were told that nobody was asked.
   *
   * @return since start
   */
  public long dropped() {
    return dropped.get();
  }

  /** Forgets everybody who waits. */
  @Override
  public synchronized void close() {
    closed = true;
    queued.clear();
    waiting.clear();
    lookups.shutdownNow();
    telling.shutdownNow();
  }
}
