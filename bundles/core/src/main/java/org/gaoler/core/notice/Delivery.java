package org.gaoler.core.notice;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.gaoler.api.Fault;
import org.gaoler.api.Notice;
import org.gaoler.api.Notifier;
import org.gaoler.core.docket.Enforcement.Health;
import org.gaoler.core.docket.Leash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a notifier tell one batch after the other and knows how that goes. On the courier's thread.
 */
final class Delivery {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  /** So many are told together at most. */
  private static final int BATCH = 1000;

  private static final Health WORKING = new Health(Health.Kind.WORKING, "at work");

  private final Notifier notifier;
  private final Outbox outbox;
  private final Pace pace;
  private final long limitSeconds;
  private final BooleanSupplier ending;
  private final Runnable conditionChanged;
  private volatile Health health = WORKING;
  private volatile boolean givenUp;

  /**
   * Prepares to deliver.
   *
   * @param limitSeconds after so long a call is interrupted
   * @param ending whether nothing is tried again
   * @param conditionChanged called whenever {@link #health} changed
   */
  Delivery(
      Notifier notifier,
      Outbox outbox,
      Pace pace,
      long limitSeconds,
      BooleanSupplier ending,
      Runnable conditionChanged) {
    this.notifier = notifier;
    this.outbox = outbox;
    this.pace = pace;
    this.limitSeconds = limitSeconds;
    this.ending = ending;
    this.conditionChanged = conditionChanged;
  }

  Health health() {
    return health;
  }

  boolean givenUp() {
    return givenUp;
  }

  /** Tells the next batch; whether that worked. */
  boolean tell(Leash leash) throws InterruptedException {
    List<Notice> batch = outbox.take(BATCH);
    if (batch.isEmpty()) {
      return false;
    }
    try {
      leash.guard(
          () -> {
            notifier.tell(List.copyOf(batch));
            return null;
          });
      worked(batch);
      return true;
    } catch (Fault fault) {
      failed(String.valueOf(fault.getMessage()));
    } catch (RuntimeException | LinkageError broken) {
      failed(place() + " broke: " + broken);
      LOG.debug("{} broke", place(), broken);
    } catch (InterruptedException overrun) {
      interrupted(overrun);
    }
    return false;
  }

  /** More than a batch is told at once all the same. */
  private void worked(List<Notice> batch) {
    pace.worked();
    if (batch.size() < BATCH || outbox.waiting() == BATCH) {
      pace.told();
    }
    outbox.told(batch);
    if (health.kind() == Health.Kind.FAILING) {
      LOG.info("[{}] action {} works again", outbox.jail(), outbox.action());
    }
    condition(WORKING);
  }

  private void interrupted(InterruptedException overrun) throws InterruptedException {
    if (ending.getAsBoolean()) {
      outbox.keep();
      throw overrun;
    }
    failed(place() + " did not answer in " + limitSeconds + " s");
  }

  private void failed(String message) {
    if (givenUp) {
      return;
    }
    outbox.keep();
    pace.failed();
    if (!health.text().equals(message)) {
      LOG.error("[{}] action {}: {}", outbox.jail(), outbox.action(), message);
    }
    condition(new Health(Health.Kind.FAILING, message));
  }

  /** A call never came back. */
  void giveUp() {
    givenUp = true;
    outbox.keep();
    String message =
        place()
            + " did not answer in "
            + limitSeconds
            + " s and could not be interrupted: it is left alone until its bundle is updated or the"
            + " jail is configured anew; what it has to tell waits";
    LOG.error("[{}] {}", outbox.jail(), message);
    condition(new Health(Health.Kind.FAILING, message));
  }

  /** Lets go of the notifier. */
  void close(Leash leash) {
    try {
      if (leash.lost()) {
        notifier.close();
      } else {
        leash.guard(
            () -> {
              notifier.close();
              return null;
            });
      }
    } catch (Fault | RuntimeException | LinkageError broken) {
      LOG.error("{} could not be closed: {}", place(), broken.toString(), broken);
    } catch (InterruptedException overrun) {
      LOG.error("{} could not be closed in time", place());
    }
  }

  private String place() {
    return "action " + outbox.action() + " of jail " + outbox.jail();
  }

  private void condition(Health now) {
    boolean changed = !health.equals(now);
    health = now;
    if (changed) {
      conditionChanged.run();
    }
  }
}
