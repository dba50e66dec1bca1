package org.gaoler.tail;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gaoler.api.LineSink;
import org.gaoler.api.LogSpec;
import org.gaoler.api.Position;
import org.gaoler.api.SourceChange.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is written under one path: the file that is there, what remains of the one that was
 * there before, and the one that comes after.
 *
 * <p>Used by one thread at a time, under the lock of its {@link FileFollow}.
 */
public final class LogTail {

  private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);

  /** What to do instead of following a compressed file. */
  static final String NAME_THE_LOG =
      "name the log that is written to: what was rotated of it is found beside it";

  private final Path path;
  private final LineSink sink;
  private final ReadBuffer buffer;
  private final Condition condition;
  private final Claims claims;

  /** What is to be told of a file when it appears. */
  private final Supplier<String> remark;

  private final Generations logs;
  private Optional<FileStat> seen = Optional.empty();

  /** Where a file was read up to that could be read no longer. */
  private Optional<Position> broken = Optional.empty();

  private boolean fromEnd;
  private boolean remainsSought;

  /** Whether the successor is known to be written to, so that one more look here is the last. */
  private boolean leaving;

  private final LogSpec spec;

  LogTail(
      Path path,
      LogSpec spec,
      boolean fromEnd,
      LineSink sink,
      ReadBuffer buffer,
      Claims claims,
      Supplier<String> remark) {
    this.spec = spec;
    this.remark = remark;
    this.path = path;
    this.fromEnd = fromEnd;
    this.sink = sink;
    this.buffer = buffer;
    this.condition = new Condition(path.toString(), sink);
    this.claims = claims;
    this.logs = new Generations(path, spec.encoding(), buffer, claims);
  }

  /**
   * The path as configured or matched.
   *
   * @return the name under which its lines are delivered
   */
  public Path path() {
    return path;
  }

  /**
   * Whether the file that had this path before is still being read.
   *
   * @return true until the one that is there now is written to
   */
  public boolean hasPredecessor() {
    return logs.hasSuccessor();
  }

  /** Whether a file is held open here. */
  boolean holds(String key) {
    return logs.holds(key);
  }

  /**
   * Looks what is under the path now.
   *
   * @return whether there may be something to read
   */
  boolean look() {
    Optional<FileStat> before = seen;
    int files = logs.count();
    try {
      seen = FileStat.of(path);
      if (RotatedFiles.packed(path) || RotatedFiles.unread(path)) {
        condition.missing(Kind.UNREADABLE, path + " is compressed; " + NAME_THE_LOG);
      } else if (seen.isEmpty()) {
        absent();
      } else if (!seen.get().regular()) {
        condition.missing(Kind.UNREADABLE, path + " is no regular file; name a log file");
      } else if (!claims.heldByOther(seen.get().key(), this)) {
        present(seen.get());
      }
    } catch (NoSuchFileException e) {
      seen = Optional.empty();
      absent();
    } catch (IOException e) {
      seen = Optional.empty();
      condition.missing(Kind.UNREADABLE, Refusal.of(path, e));
    }
    return logs.hasSuccessor() || logs.count() != files || !seen.equals(before) || goesOn();
  }

  /** Whether a file whose name is gone is still being written to. */
  private boolean goesOn() {
    Optional<OpenLog> log = logs.current();
    try {
      return seen.isEmpty() && log.isPresent() && log.get().isLonger();
    } catch (IOException e) {
      LOG.debug("{}: looking at the file that had this name failed", path, e);
      return true;
    }
  }

  private void absent() {
    fromEnd = false;
    try {
      if (!logs.isEmpty()) {
        logs.passedBy("");
      } else if (!remainsSought) {
        remainsSought = true;
        resumePosition().ifPresent(position -> logs.remains(position, ""));
      }
    } catch (IOException e) {
      LOG.warn("{}: searching the rest of the rotated log failed: {}", path, e.toString());
    }
    condition.missing(Kind.ABSENT, path + " does not exist yet; waiting for it");
  }

  private void present(FileStat now) throws IOException {
    if (logs.isEmpty()) {
      begin();
    } else if (!logs.endWith(now.key())) {
      logs.succeed();
    }
    logs.sight();
    condition.present(remark.get());
  }

  private void begin() throws IOException {
    Optional<Position> position = resumePosition();
    if (position.isEmpty()) {
      logs.begin(this::first);
    } else if (!logs.resume(position.get())) {
      condition.rotated(
          path + " is another file than before and the earlier one is not beside it; reading anew");
    }
    broken = Optional.empty();
  }

  private List<OpenLog> first(OpenLog log) throws IOException {
    if (fromEnd) {
      log.toEnd(buffer);
      return List.of();
    }
    begin(log);
    return log.offset() == 0 && isFirstLook() ? earlier(log) : List.of();
  }

  /** Whether a file that is there now may have been rotated before anybody looked. */
  private boolean isFirstLook() {
    return condition.isUntold();
  }

  /** Without dates nobody could tell how old its lines are. */
  private List<OpenLog> earlier(OpenLog log) throws IOException {
    List<OpenLog> earlier = new ArrayList<>();
    for (OpenLog each : logs.writtenSince(spec.since(), log)) {
      if (!each.isDated(sink, buffer)) {
        each.close();
      } else {
        if (!each.finished()) {
          begin(each);
        }
        earlier.add(each);
      }
    }
    return earlier;
  }

  private void begin(OpenLog log) throws IOException {
    log.toTime(spec.since(), sink, buffer);
    if (log.offset() > 0) {
      LOG.info(
          "{}: beginning at byte {} of {}; the lines before are older than {}",
          path,
          log.offset(),
          log.size(),
          spec.since());
    }
  }

  private Optional<Position> resumePosition() {
    return broken.or(() -> sink.resumeAt(path.toString()));
  }

  /**
   * Reads and delivers at most 256 KiB (more only if one single line is longer).
   *
   * @return whether there is more to read at once
   */
  boolean turn() {
    Optional<OpenLog> log = logs.current();
    if (log.isEmpty()) {
      return false;
    }
    try {
      return switch (log.get().read(buffer, path.toString(), sink)) {
        case MORE -> true;
        case END -> ended(log.get());
        case TRUNCATED -> emptied();
        case OVERLONG -> overlong(log.get());
      };
    } catch (IOException e) {
      return failed(log.get(), e);
    }
  }

  private boolean ended(OpenLog log) throws IOException {
    boolean last = leaving || log.finished();
    if (!logs.hasSuccessor() || !(last || logs.successorIsWritten())) {
      condition.caughtUp();
      return false;
    }
    if (!last) {
      // one more look: lines may have come to this one before the first went to its successor
      leaving = true;
      return true;
    }
    log.deliverUnfinished(buffer, path.toString(), sink);
    leaving = false;
    logs.leave();
    if (!log.finished()) {
      condition.rotated("read " + log.offset() + " bytes to the end; now its successor");
    }
    return true;
  }

  private boolean emptied() throws IOException {
    condition.rotated(logs.restart().toString());
    leaving = false;
    return true;
  }

  private boolean overlong(OpenLog log) {
    LOG.warn(
        "{}: skipping a line of more than {} bytes before offset {}; no log has such lines, see"
            + " what writes there",
        path,
        OpenLog.LONGEST,
        log.offset());
    return true;
  }

  private boolean failed(OpenLog log, IOException cause) {
    broken = Optional.of(log.place().at(log.offset())).filter(at -> at.offset() > 0);
    condition.missing(Kind.UNREADABLE, Refusal.of(path, cause));
    close();
    // an interrupt closes the channel it meets; whoever sent it did not mean this file
    return Thread.interrupted() && look();
  }

  /** Whether all that was under the path, which is gone now, has been read. */
  boolean drained() {
    return seen.isEmpty() && !logs.hasSuccessor();
  }

  /** Lets go of all files, noting for other tails how far they were read. */
  void release() {
    try {
      while (!logs.isEmpty()) {
        logs.leave();
      }
    } catch (IOException e) {
      LOG.warn("{}: closing it failed: {}", path, e.toString());
      close();
    }
  }

  /** Lets go of all files. */
  void close() {
    logs.close();
    seen = Optional.empty();
  }
}
