package org.gaoler.core.jail;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.gaoler.api.Failure;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.operate.Event;
import org.gaoler.api.operate.Operator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what happens into the log, in fail2ban's words, and tells it to live views. */
public final class Chronicle {

  private static final Logger FILTER = LoggerFactory.getLogger("gaoler.filter");
  private static final Logger ACTIONS = LoggerFactory.getLogger("gaoler.actions");
  private static final Logger JAIL = LoggerFactory.getLogger("gaoler.jail");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private final Clock clock;
  private final ExecutorService teller;
  private final List<Operator.Listener> listeners = new CopyOnWriteArrayList<>();

  /**
   * Begins a chronicle.
   *
   * @param clock the present
   * @param teller one thread on which listeners are told
   */
  public Chronicle(Clock clock, ExecutorService teller) {
    this.clock = clock;
    this.teller = teller;
  }

  /**
   * Tells of everything from now on.
   *
   * @param listener whom
   * @return ends it
   */
  public AutoCloseable listen(Operator.Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void found(String jail, Failure failure, int weight, int limit) {
    if (FILTER.isInfoEnabled()) {
      FILTER.info(
          "[{}] Found {} - {}", jail, plain(failure.offender()), TIME.format(failure.when()));
    }
    if (!listeners.isEmpty()) {
      String user = failure.user().map(name -> " as " + plain(name)).orElse("");
      tell(jail, Event.Kind.FOUND, failure.offender() + user + " (" + weight + "/" + limit + ")");
    }
  }

  void ignored(String jail, Object offender, String reason) {
    FILTER.info("[{}] Ignore {} by {}", jail, plain(offender), reason);
    tell(jail, Event.Kind.IGNORE, offender + ": " + reason);
  }

  void alreadyBanned(String jail, Object offender) {
    FILTER.debug("[{}] {} already banned", jail, offender);
  }

  /**
   * A sentence came into force.
   *
   * @param sentence which
   */
  public void banned(Sentence sentence) {
    ACTIONS.info("[{}] Ban {}", sentence.jail(), plain(sentence.offender()));
    if (!listeners.isEmpty()) {
      tell(sentence.jail(), Event.Kind.BAN, sentence.offender() + until(sentence));
    }
  }

  private static String until(Sentence sentence) {
    long seconds = sentence.until().getEpochSecond() - sentence.from().getEpochSecond();
    String length =
        sentence.permanent() ? " for ever" : " for " + new TimeSpan(Math.max(0, seconds));
    return length + " (" + sentence.reason() + ")";
  }

  /**
   * A sentence was taken over from before a restart.
   *
   * @param sentence which
   */
  public void restored(Sentence sentence) {
    ACTIONS.info("[{}] Restore Ban {}", sentence.jail(), plain(sentence.offender()));
  }

  /**
   * A sentence is no longer in force.
   *
   * @param sentence which
   */
  public void unbanned(Sentence sentence) {
    ACTIONS.info("[{}] Unban {}", sentence.jail(), plain(sentence.offender()));
    tell(sentence.jail(), Event.Kind.UNBAN, sentence.offender().toString());
  }

  void state(String jail, String state, List<String> reasons) {
    String why = reasons.isEmpty() ? "" : ": " + String.join("; ", reasons);
    JAIL.info("[{}] {}{}", jail, state, why);
    tell(jail, Event.Kind.STATE, state + why);
  }

  void fault(String message) {
    JAIL.error("{}", message);
  }

  private void tell(String jail, Event.Kind kind, String text) {
    if (listeners.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    Event event = new Event(now, jail, kind, plain(text));
    try {
      teller.execute(() -> listeners.forEach(listener -> listener.happened(event)));
    } catch (RejectedExecutionException stopping) {
      JAIL.debug("nobody is told any more: {}", stopping.getMessage());
    }
  }

  /**
   * Hostile text without anything that a terminal or a log reader could take for more than text.
   */
  private static String plain(Object text) {
    return text.toString().replaceAll("\\p{Cntrl}", "?");
  }
}
