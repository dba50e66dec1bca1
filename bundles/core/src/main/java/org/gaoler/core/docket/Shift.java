package org.gaoler.core.docket;

import java.util.List;
import java.util.Optional;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.core.docket.Enforcement.Health;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works one enforcer's agenda off until it is closed, and knows how that goes; what fails is tried
 * again, what hangs is given up.
 */
final class Shift {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  private final Place place;
  private final Agenda agenda;
  private final Watchdog watchdog;
  private final Assignment assignment;
  private final Runnable conditionChanged;
  private final Retry retry = new Retry();
  private final Culprits culprits;
  private boolean open;
  private volatile boolean quarantined;
  private volatile List<Question<?>> asked = List.of();
  private volatile Health health = new Health(Health.Kind.OPENING, "is being opened");

  /**
   * Whose shift it is.
   *
   * @param jail the jail
   * @param action the action as the jail wrote it
   */
  record Place(String jail, String action) {
    @Override
    public String toString() {
      return "action " + action + " of jail " + jail;
    }
  }

  /** Says what is to be done with an enforcer once its calls are looked after. */
  interface Assignment {
    /**
     * Assigns.
     *
     * @param guarded the enforcer
     * @param culprits takes those it refuses
     * @return what to do
     */
    Duty of(Enforcer guarded, Culprits culprits);
  }

  Shift(
      Place place,
      Agenda agenda,
      Watchdog watchdog,
      Assignment assignment,
      Runnable conditionChanged) {
    this.place = place;
    this.agenda = agenda;
    this.watchdog = watchdog;
    this.assignment = assignment;
    this.conditionChanged = conditionChanged;
    this.culprits = new Culprits("[" + place.jail() + "] action " + place.action());
  }

  Health health() {
    return health;
  }

  boolean quarantined() {
    return quarantined;
  }

  /** Works on the calling thread until the agenda is closed. */
  void work(Enforcer enforcer) {
    Leash leash = watchdog.leash(this::givenUp);
    Enforcer guarded = new Leashed(enforcer, leash, place.toString());
    Duty duty = assignment.of(guarded, culprits);
    watch(leash, guarded);
    boolean more = true;
    while (more) {
      more = turn(duty) && !quarantined;
    }
    duty.end();
    letGo(leash, guarded);
    refuse(agenda.unanswered());
  }

  private void watch(Leash leash, Enforcer guarded) {
    try {
      leash.guard(
          () -> {
            guarded.watch(agenda::ring);
            return null;
          });
    } catch (Fault | RuntimeException | LinkageError broken) {
      LOG.error("{} cannot be told of changes by others: {}", place, broken.toString(), broken);
    } catch (InterruptedException overrun) {
      LOG.error("{} did not say in time how it is told of changes by others", place);
    }
  }

  private void letGo(Leash leash, Enforcer guarded) {
    try {
      if (leash.lost()) {
        guarded.close();
      } else {
        leash.guard(
            () -> {
              guarded.close();
              return null;
            });
      }
    } catch (Fault | RuntimeException broken) {
      LOG.error("{} could not be closed: {}", place, broken.toString(), broken);
    } catch (InterruptedException overrun) {
      LOG.error("{} could not be closed in time", place);
    } finally {
      watchdog.unleash(leash);
    }
  }

  private boolean turn(Duty duty) {
    try {
      Turn turn = agenda.take(duty.slice(), open ? culprits.nanos() : Long.MAX_VALUE);
      if (turn.last()) {
        return false;
      }
      asked = turn.questions();
      perform(duty, turn);
      return true;
    } catch (InterruptedException overrun) {
      interrupted();
    } catch (Fault fault) {
      failed(fault);
    } catch (RuntimeException broken) {
      failed(new Fault(place + " broke: " + broken, broken));
      LOG.debug("{} broke", place, broken);
    } finally {
      refuse(asked);
    }
    return !agenda.closed();
  }

  private void interrupted() {
    if (!agenda.closed()) {
      failed(new Fault(place + " did not answer in " + watchdog.limit().toSeconds() + " s"));
    } else if (!quarantined) {
      LOG.warn("{} did not finish before the stop; the next start puts it right", place);
    }
  }

  private void perform(Duty duty, Turn turn) throws Fault, InterruptedException {
    duty.perform(turn);
    if (turn.compare()) {
      opened();
    }
    if (open && culprits.nanos() == 0) {
      duty.retry();
    }
    if (open) {
      tell(duty.enforcer());
    }
    for (Question<?> question : turn.questions()) {
      question.put(duty.enforcer());
    }
  }

  /** Nobody shall wait for the answer to a question that was not reached. */
  private void refuse(List<Question<?>> questions) {
    questions.forEach(left -> left.refuse(place + " failed"));
  }

  private void opened() {
    boolean wasOpen = open;
    open = true;
    retry.worked();
    if (!wasOpen && health.kind() == Health.Kind.FAILING) {
      LOG.info("[{}] action {} works again", place.jail(), place.action());
      culprits.hope();
    }
  }

  private void tell(Enforcer enforcer) {
    Optional<String> trouble = culprits.told().or(enforcer::trouble);
    if (trouble.isPresent()) {
      condition(new Health(Health.Kind.FAILING, trouble.get()));
    } else if (health.kind() != Health.Kind.WORKING) {
      condition(new Health(Health.Kind.WORKING, "in force"));
    }
  }

  private void failed(Fault fault) {
    if (quarantined) {
      return;
    }
    String message = String.valueOf(fault.getMessage());
    if (!health.text().equals(message)) {
      LOG.error("[{}] action {}: {}", place.jail(), place.action(), message);
    }
    open = false;
    retry.failed();
    agenda.failed(retry.nanos());
    condition(new Health(Health.Kind.FAILING, message));
  }

  private void givenUp() {
    quarantined = true;
    agenda.close();
    String message =
        place
            + " did not answer in "
            + watchdog.limit().toSeconds()
            + " s and could not be interrupted: it is left alone until its bundle is updated or the"
            + " jail is configured anew; its bans stay as they are";
    LOG.error("[{}] {}", place.jail(), message);
    condition(new Health(Health.Kind.FAILING, message));
    refuse(asked);
    refuse(agenda.unanswered());
  }

  private void condition(Health now) {
    boolean changed = !health.equals(now);
    health = now;
    if (changed) {
      conditionChanged.run();
    }
  }
}
