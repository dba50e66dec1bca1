package org.gaoler.backend.journal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.gaoler.api.LineBlock;
import org.gaoler.api.LineSink;
import org.gaoler.api.LogBackend;
import org.gaoler.api.LogSpec;
import org.gaoler.api.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal on a thread of its own: first a child prints what is stored and ends, then
 * another prints what comes, and both are started again when that one dies.
 *
 * <p>Two, because {@code journalctl --follow} knows the newest boot only, and because the end of
 * the first tells that all that was stored has been delivered.
 */
final class JournalFollow implements LogBackend.Follow, Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(JournalFollow.class);
  private static final Pattern CURSOR = Pattern.compile("[a-z]+=[0-9a-f]+(;[a-z]+=[0-9a-f]+)*");
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int COMPLAINT = 1_000;

  private final Journalctl journalctl;
  private final List<String> match;
  private final LogSpec spec;
  private final LineSink sink;
  private final Instant since;
  private final String source;
  private final Told told;
  private Optional<String> cursor = Optional.empty();
  private Duration pause = FIRST_PAUSE;

  /** Held while the sink is called, and around what follows. */
  private final ReentrantLock turn = new ReentrantLock();

  private final Condition closing = turn.newCondition();
  private Optional<Process> child = Optional.empty();
  private boolean closed;

  JournalFollow(
      Journalctl journalctl, List<String> match, LogSpec spec, LineSink sink, Clock clock) {
    this.journalctl = journalctl;
    this.match = match;
    this.spec = spec;
    this.sink = sink;
    this.since = spec.fromEnd() ? clock.instant() : spec.since();
    this.source = match.isEmpty() ? "journal" : "journal " + String.join(" ", match);
    this.told = new Told(source, sink);
  }

  @Override
  public void run() {
    try {
      inTurn(() -> cursor = sink.resumeAt(source).flatMap(JournalFollow::cursor));
      do {
        if (stored()) {
          following();
        }
      } while (rest());
    } catch (InterruptedException e) {
      LOG.warn("{}: reading ends, its thread was interrupted", source, e);
      close();
    }
  }

  private static Optional<String> cursor(Position position) {
    Optional<String> text = Optional.of(position.identity());
    return text.filter(any -> CURSOR.matcher(any).matches());
  }

  /** Delivers what is stored; returns whether the journal can be read. */
  private boolean stored() throws InterruptedException {
    boolean skip = spec.fromEnd() && cursor.isEmpty();
    List<String> command = skip ? journalctl.last(match) : journalctl.stored(cursor, since, match);
    Optional<Process> running = start(command, Redirect.PIPE);
    if (running.isEmpty()) {
      return false;
    }
    Process process = running.get();
    read(process, skip);
    String complaint = complaint(process);
    int status = process.waitFor();
    if (status == 0) {
      inTurn(told::present);
      inTurn(told::caughtUp);
    } else {
      inTurn(() -> told.unreadable(refusal(command, status, complaint)));
    }
    return status == 0;
  }

  /** Delivers what comes, until the child dies. */
  private void following() throws InterruptedException {
    // nobody would read what it complains of for as long as it runs
    Optional<Process> running = start(journalctl.following(cursor, since, match), Redirect.DISCARD);
    if (running.isPresent()) {
      read(running.get(), false);
      int status = running.get().waitFor();
      inTurn(
          () ->
              LOG.warn(
                  "{}: journalctl ended with status {}; starting it again in {} ms",
                  source,
                  status,
                  pause.toMillis()));
    }
  }

  private Optional<Process> start(List<String> command, Redirect errors) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.redirectInput(Path.of("/dev/null").toFile()).redirectError(errors);
    turn.lock();
    try {
      child = closed ? Optional.empty() : Optional.of(builder.start());
    } catch (IOException e) {
      child = Optional.empty();
      told.unreadable(
          "cannot run %s: %s; apt-get install systemd, or set program in"
                  .formatted(command.get(0), e.getMessage())
              + " etc/org.gaoler.backend.journal.cfg");
    } finally {
      turn.unlock();
    }
    return child;
  }

  private void read(Process process, boolean skip) {
    ExportReader reader = new ExportReader(process.getInputStream());
    try {
      for (Optional<JournalEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        take(entry.get(), skip);
      }
    } catch (IOException e) {
      LOG.warn("{}: reading from journalctl failed: {}", source, e.toString());
      process.destroy();
    }
  }

  private void take(JournalEntry entry, boolean skip) {
    Optional<String> place = entry.cursor();
    if (place.isEmpty() || place.equals(cursor)) {
      return;
    }
    cursor = place;
    pause = FIRST_PAUSE;
    if (!skip) {
      byte[] line = entry.line();
      Position after = new Position(place.get(), 0);
      inTurn(
          () -> {
            told.present();
            sink.lines(new LineBlock(source, line, 0, line.length, after, entry.micros()));
          });
    }
  }

  private static String complaint(Process process) {
    try (InputStream errors = process.getErrorStream()) {
      return new String(errors.readNBytes(COMPLAINT), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String refusal(List<String> command, int status, String complaint) {
    String words = complaint.replaceAll("[\\p{Cntrl}\\s]+", " ");
    String user = System.getProperty("user.name");
    return "%s ended with status %d: %s; if it is not allowed to read: usermod -aG systemd-journal %s"
        .formatted(String.join(" ", command), status, words, user);
  }

  private void inTurn(Runnable call) {
    turn.lock();
    try {
      if (!closed) {
        call.run();
      }
    } finally {
      turn.unlock();
    }
  }

  /** Waits before the next attempt; returns whether there is to be one. */
  private boolean rest() throws InterruptedException {
    turn.lock();
    try {
      long left = pause.toNanos();
      while (!closed && left > 0) {
        left = closing.awaitNanos(left);
      }
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
      return !closed;
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void close() {
    turn.lock();
    try {
      closed = true;
      child.ifPresent(Process::destroy);
      closing.signalAll();
    } finally {
      turn.unlock();
    }
  }
}
