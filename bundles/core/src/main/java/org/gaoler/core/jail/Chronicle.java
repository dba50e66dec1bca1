package org.gaoler.core.jail;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.gaoler.api.Failure;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.operate.Event;
import org.gaoler.api.operate.Operator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/**
 * Writes what happens into the log, in fail2ban's words, and tells it to live views; never keeps
 * its caller waiting.
 */
public final class Chronicle implements AutoCloseable {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private final Clock clock;
  private final Logger filters;
  private final Logger actions;
  private final Logger jails;
  private final PastFailures past = new PastFailures();
  private final Scribe scribe = new Scribe(this::pause);
  private final List<Operator.Listener> listeners = new CopyOnWriteArrayList<>();
  private long writtenSecond = Long.MIN_VALUE;
  private String written = "";

  /**
   * Begins a chronicle.
   *
   * @param clock the present
   */
  public Chronicle(Clock clock) {
    this(
        clock,
        LoggerFactory.getLogger("gaoler.filter"),
        LoggerFactory.getLogger("gaoler.actions"),
        LoggerFactory.getLogger("gaoler.jail"));
  }

  private Chronicle(Clock clock, Logger filters, Logger actions, Logger jails) {
    this.clock = clock;
    this.filters = filters;
    this.actions = actions;
    this.jails = jails;
  }

  /**
   * One that nobody reads, for a rehearsal.
   *
   * @param clock the present
   * @return a chronicle without a log
   */
  static Chronicle silent(Clock clock) {
    Logger none = NOPLogger.NOP_LOGGER;
    return new Chronicle(clock, none, none, none);
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

  /**
   * A failure was counted.
   *
   * @param live whether its line is new, not one of a log being caught up with
   */
  void found(String jail, Failure failure, int weight, int limit, boolean live) {
    Instant now = clock.instant();
    scribe.soon(
        () -> {
          if (live || past.single(jail, failure.when())) {
            filters.info("[{}] Found {} - {}", jail, named(failure), written(failure.when()));
          } else if (filters.isDebugEnabled()) {
            filters.debug("[{}] Found {} - {}", jail, named(failure), written(failure.when()));
          }
          if (!listeners.isEmpty()) {
            String user = failure.user().map(name -> " as " + name).orElse("");
            String count = " (" + weight + "/" + limit + ")";
            tell(now, jail, Event.Kind.FOUND, failure.offender() + user + count);
          }
        });
  }

  private static String named(Failure failure) {
    return plain(failure.offender());
  }

  private void pause() {
    past.account(
        (jail, more, last) ->
            filters.info(
                "[{}] Found {} more while catching up, the last - {}", jail, more, written(last)));
  }

  /** Many failures are of the same second; used on the scribe's thread alone. */
  private String written(Instant when) {
    if (when.getEpochSecond() != writtenSecond) {
      written = TIME.format(when);
      writtenSecond = when.getEpochSecond();
    }
    return written;
  }

  /** A failure is to be counted once its offender's name has been looked up. */
  void waits(String jail, Failure failure) {
    if (!listeners.isEmpty()) {
      Instant now = clock.instant();
      String user = failure.user().map(name -> " as " + name).orElse("");
      String text = failure.offender() + user + " (its name is being looked up)";
      scribe.soon(() -> tell(now, jail, Event.Kind.FOUND, text));
    }
  }

  void ignored(String jail, Offender offender, String reason) {
    Instant now = clock.instant();
    scribe.soon(
        () -> {
          filters.info("[{}] Ignore {} by {}", jail, plain(offender), reason);
          tell(now, jail, Event.Kind.IGNORE, offender + ": " + reason);
        });
  }

  void alreadyBanned(String jail, Offender offender) {
    if (filters.isDebugEnabled()) {
      scribe.soon(() -> filters.debug("[{}] {} already banned", jail, plain(offender)));
    }
  }

  /**
   * A sentence came into force.
   *
   * @param sentence which
   */
  public void banned(Sentence sentence) {
    Instant now = clock.instant();
    scribe.soon(
        () -> {
          actions.info("[{}] Ban {}", sentence.jail(), plain(sentence.offender()));
          String text = sentence.offender() + until(sentence);
          tell(now, sentence.jail(), Event.Kind.BAN, text);
        });
  }

  private static String until(Sentence sentence) {
    long seconds = sentence.until().getEpochSecond() - sentence.from().getEpochSecond();
    String length =
        sentence.permanent() ? " for ever" : " for " + new TimeSpan(Math.max(0, seconds));
    return length + " (" + sentence.reason() + ")";
  }

  /**
   * A sentence was taken over from before a restart; there may be many, which hold up nothing else.
   *
   * @param sentence which
   */
  public void restored(Sentence sentence) {
    scribe.atLeisure(
        () -> actions.info("[{}] Restore Ban {}", sentence.jail(), plain(sentence.offender())));
  }

  /**
   * A sentence is no longer in force.
   *
   * @param sentence which
   */
  public void unbanned(Sentence sentence) {
    Instant now = clock.instant();
    scribe.soon(
        () -> {
          actions.info("[{}] Unban {}", sentence.jail(), plain(sentence.offender()));
          tell(now, sentence.jail(), Event.Kind.UNBAN, sentence.offender().toString());
        });
  }

  void state(String jail, String state, List<String> reasons) {
    String why = reasons.isEmpty() ? "" : ": " + String.join("; ", reasons);
    Instant now = clock.instant();
    scribe.soon(
        () -> {
          jails.info("[{}] {}{}", jail, state, why);
          tell(now, jail, Event.Kind.STATE, state + why);
        });
  }

  void warn(String jail, String message) {
    scribe.soon(() -> filters.warn("[{}] {}", jail, plain(message)));
  }

  void fault(String message) {
    scribe.soon(() -> jails.error("{}", message));
  }

  private void tell(Instant when, String jail, Event.Kind kind, String text) {
    if (!listeners.isEmpty()) {
      Event event = new Event(when, jail, kind, plain(text));
      listeners.forEach(listener -> listener.happened(event));
    }
  }

  /**
   * Hostile text without anything that a terminal or a log reader could take for more than text.
   */
  private static String plain(Object text) {
    String plain = text.toString();
    for (int i = 0; i < plain.length(); i++) {
      if (Character.isISOControl(plain.charAt(i))) {
        return CONTROL.matcher(plain).replaceAll("?");
      }
    }
    return plain;
  }

  /** Finishes the log. */
  @Override
  public void close() {
    scribe.close();
  }
}
