package org.gaoler.action.command;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.gaoler.api.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the commands of one action within the time that core gives to one call, and tells what
 * became of those that failed. For one thread.
 */
final class Commands {

  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
  private static final int SHOWN = 300;
  private static final int NOT_FOUND = 127;

  /** Core interrupts whoever takes 30 s. */
  private static final Duration CALL = Duration.ofSeconds(25);

  /** Nothing new is begun after that, so that the last command has time enough. */
  private static final Duration BEGUN = Duration.ofSeconds(10);

  private final Definition definition;
  private final Runner runner;
  private final ReentrantLock turn;
  private final String path;
  private long began;
  private String complaint = "";

  /**
   * Who may run commands at this moment, by the origin of their definition: files are not made for
   * being written by two at once.
   */
  static final class Turns {
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    ReentrantLock of(String origin) {
      return locks.computeIfAbsent(origin, unseen -> new ReentrantLock(true));
    }
  }

  Commands(Definition definition, Runner runner, Turns turns, String path) {
    this.definition = definition;
    this.runner = runner;
    this.turn = turns.of(definition.origin());
    this.path = path;
  }

  /** A new call of core's has begun. */
  void beginCall() {
    began = System.nanoTime();
  }

  /** Whether the call has taken so long that nothing new should be begun. */
  boolean late() {
    return System.nanoTime() - began > BEGUN.toNanos();
  }

  private long left() {
    return began + CALL.toNanos() - System.nanoTime();
  }

  /**
   * Runs a command.
   *
   * @param what it is, for messages
   * @return whether it succeeded; {@link #fault} tells more
   */
  boolean run(String what, ShellCommand command) throws InterruptedException {
    if (command.nothing()) {
      return true;
    }
    if (!turn.tryLock(Math.max(0, left()), TimeUnit.NANOSECONDS)) {
      complaint = what + " waited too long for the same action of another jail";
      return false;
    }
    try {
      Duration limit = Duration.ofNanos(Math.max(1, left()));
      limit = limit.compareTo(definition.timeout()) < 0 ? limit : definition.timeout();
      LOG.debug("{}: {}: {}", definition.name(), what, command);
      Runner.Result result = runner.run(command, limit);
      if (!result.success()) {
        complaint = complaint(what, command, result, limit);
        LOG.debug("{}", complaint);
      }
      return result.success();
    } finally {
      turn.unlock();
    }
  }

  /** What went wrong last. */
  Fault fault() {
    return new Fault(complaint);
  }

  private String complaint(
      String what, ShellCommand command, Runner.Result result, Duration limit) {
    return "action %s: %s %s and %s; the command was: %s; %s (%s)"
        .formatted(
            definition.name(),
            what,
            result.ended()
                ? "ended with status " + result.status()
                : "did not end in " + seconds(limit) + " s and was ended with all it had started",
            result.output().isEmpty() ? "printed nothing" : "printed: " + excerpt(result.output()),
            excerpt(command.script()),
            advice(result),
            definition.origin());
  }

  private static String seconds(Duration limit) {
    return Long.toString(Math.max(1, limit.plusMillis(500).toSeconds()));
  }

  private String advice(Runner.Result result) {
    if (!result.ended()) {
      return "see what it waits for, or give it longer by option timeout, at most "
          + CALL.toSeconds()
          + " s";
    }
    return result.status() == NOT_FOUND
        ? "a program of it is not installed, or not in " + path
        : "run it by hand to see why";
  }

  private static String excerpt(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
