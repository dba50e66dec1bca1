package org.gaoler.core.docket;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.Sentence;
import org.gaoler.api.Teardown;
import org.gaoler.core.plugin.Supervision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one enforcer of one jail in step with the docket, on a thread of its own: while a batch is
 * being applied further changes gather and go as the next one.
 *
 * <p>After a failure everything is compared and put right again: at once, then after 1 s doubling
 * to 5 min, until it works; while new bans wait, every second.
 */
public final class Enforcement implements DocketWatcher, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(3);

  private final String jail;
  private final String action;
  private final Enforcer enforcer;
  private final Reconciliation reconciliation;
  private final Repairs repairs;
  private final Agenda agenda = new Agenda();
  private final Shift shift;
  private final Thread thread;
  private volatile long closing;

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
      /** It does not, or not for everybody, and is tried again. */
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
   * @param upkeep what all enforcements share
   * @param opened takes the recipe whenever the enforcer was opened
   * @param conditionChanged called on any thread whenever {@link #health} changed; must not block
   */
  public Enforcement(
      String jail,
      String action,
      Enforcer enforcer,
      Reconciliation reconciliation,
      Upkeep upkeep,
      Consumer<Teardown> opened,
      Runnable conditionChanged) {
    this.jail = jail;
    this.action = action;
    this.enforcer = enforcer;
    this.reconciliation = reconciliation;
    this.repairs = new Repairs(jail, action, upkeep.clock());
    this.shift =
        new Shift(
            new Shift.Place(jail, action),
            agenda,
            upkeep.watchdog(),
            (guarded, culprits) ->
                new Duty(
                    "[" + jail + "] " + action,
                    guarded,
                    agenda,
                    reconciliation,
                    culprits,
                    repairs,
                    upkeep.rounds(),
                    opened),
            conditionChanged);
    this.thread = new Thread(() -> shift.work(enforcer), "gaoler-enforce-" + jail + "-" + action);
    // threads that the enforcer starts are known for its bundle's by this
    thread.setContextClassLoader(enforcer.getClass().getClassLoader());
  }

  /** Starts the thread; the enforcer is opened and compared with the docket first. */
  public void start() {
    thread.start();
  }

  @Override
  public void imposed(Sentence sentence) {
    if (concerns(sentence)) {
      agenda.ban(new Ban(sentence.offender(), sentence.until()));
    }
  }

  @Override
  public void ended(Sentence sentence, boolean byOperator) {
    if (concerns(sentence)) {
      agenda.unban(sentence.offender());
    }
  }

  /** Whether the enforcer takes the offender is asked on its own thread, which may hang. */
  private boolean concerns(Sentence sentence) {
    return sentence.jail().equals(jail) && !shift.quarantined();
  }

  /** Compares the docket with what is in force and puts it right. */
  public void reconcile() {
    agenda.compare();
  }

  /**
   * Asks the enforcer something.
   *
   * @param <T> the answer
   * @param ask the question
   * @return its answer, once it is its turn; a failure if the turn fails or none will come
   */
  public <T> CompletableFuture<T> ask(Ask<T> ask) {
    Question<T> question = new Question<>(ask, new CompletableFuture<>(), System.nanoTime());
    if (!agenda.ask(question)) {
      question.refuse("action " + action + " of jail " + jail + " has ended");
    }
    return question.answer();
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
   * Whose it is.
   *
   * @return the name of the jail
   */
  public String jail() {
    return jail;
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
    return shift.health();
  }

  /**
   * What somebody else changed in the outside thing and was put right.
   *
   * @return since start
   */
  public Drift drift() {
    return repairs.drift();
  }

  /**
   * Whether a call never came back, so that nothing is enforced here any more.
   *
   * @return true for good once it is so
   */
  public boolean quarantined() {
    return shift.quarantined();
  }

  /**
   * Whether the enforcer would be made the same way now.
   *
   * @param supervision asks it
   * @return true also if it cannot say
   */
  public boolean upToDate(Supervision supervision) {
    String what = "asking action " + action + " of jail " + jail + " whether it is up to date";
    return supervision.ask(enforcer, what, enforcer::upToDate, this::presumed);
  }

  private boolean presumed(Fault broken) {
    LOG.error("[{}] {}", jail, broken.getMessage());
    return true;
  }

  /** Takes no more changes and finishes what was asked for; does not wait for that. */
  public void finish() {
    if (!agenda.closed()) {
      closing = System.nanoTime();
      agenda.close();
    }
  }

  /**
   * Finishes what was asked for, lets go of the enforcer and leaves every ban in force. Waits no
   * longer than 3 s from {@link #finish} on.
   */
  @Override
  public void close() {
    finish();
    long left = closing + PATIENCE - System.nanoTime();
    if (!quarantined()) {
      try {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    thread.interrupt();
  }
}
