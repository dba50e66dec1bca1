package org.gaoler.action.blocklist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import org.gaoler.api.Fault;

/** The file of a list, which others may be about to change. Guarded by the list's lock. */
final class ListFile {

  /** An edit is looked at once the file was left alone for so long. */
  private static final Duration QUIET = Duration.ofMillis(300);

  private static final int PATIENCE = 20;
  private static final long LONGEST = 64L << 20;

  private final Path path;
  private final Form form;
  private final Replacement replacement;
  private final Condition quiet;
  private final Clock clock;
  private Optional<Stat> known = Optional.empty();

  /**
   * Names a file; touches nothing.
   *
   * @param path its real path
   * @param wanted form and mode
   * @param quiet of the list's lock, which others may have while we wait; never signalled
   * @param clock the present
   */
  ListFile(Path path, Wanted wanted, Condition quiet, Clock clock) {
    this.path = path;
    this.form = wanted.form();
    this.replacement = new Replacement(path, wanted.mode());
    this.quiet = quiet;
    this.clock = clock;
  }

  Path path() {
    return path;
  }

  /** Whether somebody else has changed it since it was read or written. */
  boolean changed() throws Fault {
    return !Stat.of(path).equals(known);
  }

  /** The list as we know it; empty if it was changed meanwhile. */
  Optional<Sheet> read() throws Fault {
    try {
      byte[] bytes = known.isPresent() ? Files.readAllBytes(path) : new byte[0];
      return changed() ? Optional.empty() : Optional.of(Sheet.read(bytes, form));
    } catch (NoSuchFileException replaced) {
      return Optional.empty();
    } catch (IOException failed) {
      throw new Fault("block list " + Refusal.of(path, "read", failed), failed);
    }
  }

  /**
   * The list as it is once nobody is about to change it.
   *
   * @param precious whether it should not be gone
   */
  Optional<Sheet> settled(boolean precious) throws Fault, InterruptedException {
    // what is known may be somebody else's news by the time he has waited
    Optional<Stat> seen = Stat.of(path);
    boolean moving = true;
    for (int i = 0; moving && i < PATIENCE && young(seen, precious); i++) {
      quiet.awaitNanos(QUIET.toNanos());
      Optional<Stat> now = Stat.of(path);
      moving = !now.equals(seen);
      seen = now;
    }
    // many an editor takes the old file away before it puts the new one there
    if (moving && precious && seen.isEmpty()) {
      return Optional.empty();
    }
    known = seen;
    if (known.filter(stat -> stat.size() > LONGEST).isPresent()) {
      throw new Fault("block list " + path + " is longer than 64 MiB; name another with path");
    }
    return read();
  }

  /** Somebody may be about to write more, or to put a new file in the place of the old one. */
  private boolean young(Optional<Stat> seen, boolean precious) {
    if (seen.isEmpty() || seen.get().size() == 0) {
      return precious;
    }
    Instant written = seen.get().written().toInstant();
    return Duration.between(written, clock.instant()).abs().compareTo(QUIET) < 0;
  }

  /**
   * Replaces it.
   *
   * @return false if somebody else has changed it, and nothing was replaced
   */
  boolean replace(byte[] bytes) throws Fault {
    Optional<Stat> now = replacement.with(bytes, known);
    known = now.isPresent() ? now : known;
    return now.isPresent();
  }
}
