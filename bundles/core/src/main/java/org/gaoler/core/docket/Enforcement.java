package org.gaoler.core.docket;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.Teardown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one enforcer of one jail in step with the docket, on a thread of its own: while a batch is
 * being applied further changes gather and go as the next one.
 *
 * <p>After a failure everything is compared and put right again at the next change, at once and
 * then after 1 s doubling to 5 min, until it works.
 */
public final class Enforcement implements DocketWatcher, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  private final String jail;
  private final String action;
  private final Enforcer enforcer;
  private final Reconciliation reconciliation;
  private final Consumer<Teardown> opened;
  private final Watchdog watchdog;
  private final Runnable conditionChanged;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Retry retry = new Retry();
  private Map<Offender, Optional<Ban>> changes = new LinkedHashMap<>();
  private List<Question<?>> questions = new ArrayList<>();
  private boolean compare = true;
  private boolean closed;
  private volatile Health health = new Health(Health.Kind.OPENING, "is being opened");

  /**
   * A question to the enforcer, asked on its own thread.
   *
   * @param <T> the answer
   */
  public interface Ask<T> {
    /**
     * Asks.
     *
     * @param enforcer the enforcer, opened
     * @return its answer
     * @throws Fault if it cannot tell
     * @throws InterruptedException if it took too long
     */
    T of(Enforcer enforcer) throws Fault, InterruptedException;
  }

  /**
   * How the action is doing.
   *
   * @param kind whether it works
   * @param text in a few words, or what failed and what to do
   */
  public record Health(Kind kind, String text) {
    /** Whether it works. */
    public enum Kind {
      /** Not yet. */
      OPENING,
      /** It does. */
      WORKING,
      /** It does not, and is tried again. */
      FAILING
    }
  }

  /**
   * Begins to enforce.
   *
   * @param jail the jail
   * @param action the action as the jail wrote it, for messages
   * @param enforcer made for this alone
   * @param reconciliation compares the docket with what is in force
   * @param watchdog interrupts calls that take too long
   * @param opened takes the recipe whenever the enforcer was opened
   * @param conditionChanged called on the enforcer's thread whenever {@link #health} changed
   */
  public Enforcement(
      String jail,
      String action,
      Enforcer enforcer,
      Reconciliation reconciliation,
      Watchdog watchdog,
      Consumer<Teardown> opened,
      Runnable conditionChanged) {
    this.jail = jail;
    this.action = action;
    this.enforcer = enforcer;
    this.reconciliation = reconciliation;
    this.watchdog = watchdog;
    this.opened = opened;
    this.conditionChanged = conditionChanged;
    this.thread = new Thread(this::enforce, "gaoler-enforce-" + jail);
  }

  /** Starts the thread; the enforcer is opened and compared with the docket first. */
  public void start() {
    thread.start();
  }

  @Override
  public void imposed(Sentence sentence) {
    if (concerns(sentence)) {
      change(sentence.offender(), Optional.of(new Ban(sentence.offender(), sentence.until())));
    }
  }

  @Override
  public void ended(Sentence sentence, boolean byOperator) {
    if (concerns(sentence)) {
      change(sentence.offender(), Optional.empty());
    }
  }

  /** A broken plugin must harm neither the docket nor the other actions. */
  private boolean concerns(Sentence sentence) {
    try {
      return sentence.jail().equals(jail) && enforcer.takes(sentence.offender());
    } catch (RuntimeException broken) {
      LOG.error("[{}] action {} broke at {}", jail, action, sentence.offender(), broken);
      return false;
    }
  }

  private void change(Offender offender, Optional<Ban> ban) {
    lock.lock();
    try {
      changes.put(offender, ban);
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Compares the docket with what is in force and puts it right. */
  public void reconcile() {
    lock.lock();
    try {
      compare = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks the enforcer something.
   *
   * @param <T> the answer
   * @param ask the question
   * @return its answer, once it is its turn; a failure if the turn fails or none will come
   */
  public <T> CompletableFuture<T> ask(Ask<T> ask) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    lock.lock();
    try {
      if (closed) {
        answer.completeExceptionally(new Fault(name() + " has ended"));
      } else {
        questions.add(new Question<>(ask, answer));
      }
      work.signal();
    } finally {
      lock.unlock();
    }
    return answer;
  }

  /**
   * Compares what is in force with the docket, behind all changes made before, and changes nothing.
   *
   * @return in no order, empty if all is as it should be; a failure if it cannot be told
   */
  public CompletableFuture<List<Difference>> differences() {
    return ask(reconciliation::differences);
  }

  /**
   * The action as the jail wrote it.
   *
   * @return name with options
   */
  public String action() {
    return action;
  }

  /**
   * How the action is doing.
   *
   * @return the latest condition
   */
  public Health health() {
    return health;
  }

  /** Finishes what was asked for, lets go of the enforcer and leaves every ban in force. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      work.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(3));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }

  private void enforce() {
    boolean more = true;
    while (more) {
      try {
        more = turn();
      } catch (InterruptedException overrun) {
        failed(new Fault(name() + " did not answer in " + watchdog.limit().toSeconds() + " s"));
      } catch (Fault fault) {
        failed(fault);
      } catch (RuntimeException broken) {
        failed(new Fault(name() + " broke: " + broken, broken));
        LOG.debug("{} broke", name(), broken);
      }
    }
    letGo();
  }

  private void letGo() {
    try {
      enforcer.close();
    } catch (RuntimeException broken) {
      LOG.error("[{}] action {} could not be closed", jail, action, broken);
    }
  }

  private boolean turn() throws Fault, InterruptedException {
    Map<Offender, Optional<Ban>> batch;
    List<Question<?>> asked;
    boolean all;
    lock.lock();
    try {
      awaitWork();
      if (closed && changes.isEmpty() && questions.isEmpty()) {
        return false;
      }
      batch = changes;
      changes = new LinkedHashMap<>();
      asked = questions;
      questions = new ArrayList<>();
      all = compare || health.kind() != Health.Kind.WORKING && !batch.isEmpty();
      compare = false;
    } finally {
      lock.unlock();
    }
    try {
      watchdog.guard(() -> perform(batch, all));
      for (Question<?> question : asked) {
        watchdog.guard(() -> question.put(enforcer));
      }
    } finally {
      // Nobody shall wait for the answer to a question that was not reached.
      asked.forEach(left -> left.answer().completeExceptionally(new Fault(name() + " failed")));
    }
    return true;
  }

  private boolean idle() {
    boolean due = compare && retry.nanos() == 0;
    return !closed && !due && changes.isEmpty() && questions.isEmpty();
  }

  private void awaitWork() throws InterruptedException {
    while (idle()) {
      if (compare) {
        work.awaitNanos(Math.max(1, retry.nanos()));
      } else {
        work.await();
      }
    }
  }

  private void perform(Map<Offender, Optional<Ban>> batch, boolean all)
      throws Fault, InterruptedException {
    if (all) {
      opened.accept(reconciliation.reconcile(enforcer));
      works();
    } else if (!batch.isEmpty()) {
      reconciliation.apply(enforcer, batch);
    }
  }

  private void works() {
    if (health.kind() == Health.Kind.FAILING) {
      LOG.info("[{}] action {} works again", jail, action);
    }
    retry.worked();
    condition(new Health(Health.Kind.WORKING, "in force"));
  }

  private void failed(Fault fault) {
    String message = String.valueOf(fault.getMessage());
    if (!health.text().equals(message)) {
      LOG.error("[{}] action {}: {}", jail, action, message);
    }
    lock.lock();
    try {
      retry.failed();
      compare = true;
    } finally {
      lock.unlock();
    }
    condition(new Health(Health.Kind.FAILING, message));
  }

  private void condition(Health now) {
    boolean changed = !health.equals(now);
    health = now;
    if (changed) {
      conditionChanged.run();
    }
  }

  private String name() {
    return "action " + action + " of jail " + jail;
  }
}
