package org.gaoler.tail;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.gaoler.api.LineSink;
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
  private static final int OPEN_ATTEMPTS = 3;

  private final Path path;
  private final LineSink sink;
  private final ReadBuffer buffer;
  private final Condition condition;
  private final Predecessor predecessor;
  private final Claims claims;

  /** The file being read, then its successors in the order they came. */
  private final Deque<OpenLog> logs = new ArrayDeque<>();

  private Optional<FileStat> seen = Optional.empty();
  private Optional<Position> broken = Optional.empty();
  private boolean fromEnd;
  private boolean remainsSought;
  private boolean leaving;

  LogTail(Path path, boolean fromEnd, LineSink sink, ReadBuffer buffer, Claims claims) {
    this.path = path;
    this.fromEnd = fromEnd;
    this.sink = sink;
    this.buffer = buffer;
    this.condition = new Condition(path.toString(), sink);
    this.predecessor = new Predecessor(path);
    this.claims = claims;
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
    return logs.size() > 1;
  }

  /** Whether a file is held open here. */
  boolean holds(String key) {
    return logs.stream().anyMatch(log -> log.key().equals(key));
  }

  /**
   * Looks what is under the path now.
   *
   * @return whether there may be something to read
   */
  boolean look() {
    try {
      Optional<FileStat> now = FileStat.of(path);
      boolean changed = !now.equals(seen);
      seen = now;
      if (now.isEmpty()) {
        absent();
      } else if (!now.get().regular()) {
        condition.missing(Kind.UNREADABLE, path + " is no regular file; name a log file");
      } else {
        present(now.get());
      }
      return changed || logs.size() > 1;
    } catch (NoSuchFileException e) {
      absent();
    } catch (IOException e) {
      condition.missing(Kind.UNREADABLE, Refusal.of(path, e));
    }
    return !logs.isEmpty();
  }

  private void absent() {
    fromEnd = false;
    if (logs.isEmpty() && !remainsSought) {
      remainsSought = true;
      resumePosition().ifPresent(position -> remains(position).ifPresent(logs::add));
    }
    condition.missing(Kind.ABSENT, path + " does not exist yet; waiting for it");
  }

  private void present(FileStat now) throws IOException {
    if (claims.heldByOther(now.key(), this)) {
      return;
    }
    if (logs.isEmpty()) {
      begin();
    } else if (!logs.peekLast().key().equals(now.key())) {
      succeed();
    }
    condition.present();
  }

  private void succeed() throws IOException {
    OpenLog next = open();
    Optional<Position> read = claims.take(next.key());
    if (read.isPresent()) {
      resume(next, read.get());
    }
    logs.addLast(next);
  }

  private OpenLog open() throws IOException {
    for (int attempt = 0; attempt < OPEN_ATTEMPTS; attempt++) {
      Optional<FileStat> before = FileStat.of(path);
      if (before.isEmpty()) {
        throw new NoSuchFileException(path.toString());
      }
      OpenLog log = OpenLog.open(path, before.get().key(), false);
      if (FileStat.of(path).map(FileStat::key).equals(Optional.of(log.key()))) {
        return log;
      }
      log.close();
    }
    throw new IOException("it is being replaced over and over");
  }

  private void begin() throws IOException {
    OpenLog log = open();
    try {
      Optional<Position> position = claims.take(log.key()).or(this::resumePosition);
      if (position.isPresent()) {
        resume(log, position.get());
      } else if (fromEnd) {
        log.toEnd(buffer);
      }
    } catch (IOException e) {
      log.close();
      throw e;
    }
    broken = Optional.empty();
    logs.addLast(log);
  }

  private Optional<Position> resumePosition() {
    return broken.or(() -> sink.resumeAt(path.toString()));
  }

  private void resume(OpenLog log, Position position) throws IOException {
    Optional<FilePlace> place = FilePlace.parse(position);
    if (place.isEmpty()) {
      LOG.warn("{}: position {} cannot be understood; reading from the beginning", path, position);
      return;
    }
    boolean sameFile = place.get().key().equals(log.key());
    if (sameFile && log.holds(place.get(), position.offset(), buffer)) {
      log.resume(place.get(), position.offset(), buffer);
      return;
    }
    if (sameFile) {
      log.follows(place.get());
    }
    Optional<OpenLog> rest = remains(position);
    rest.ifPresent(logs::addLast);
    if (rest.isEmpty()) {
      condition.rotated(
          path + " is another file than before and the earlier one is not beside it; reading anew");
    }
  }

  private Optional<OpenLog> remains(Position position) {
    try {
      Optional<FilePlace> place = FilePlace.parse(position);
      return place.isEmpty()
          ? Optional.empty()
          : predecessor.find(place.get(), position.offset(), buffer);
    } catch (IOException e) {
      LOG.warn("{}: searching the rest of the rotated log failed: {}", path, e.toString());
      return Optional.empty();
    }
  }

  /**
   * Reads and delivers at most 256 KiB (more only if one single line is longer).
   *
   * @return whether there is more to read at once
   */
  boolean turn() {
    OpenLog log = logs.peekFirst();
    if (log == null) {
      return false;
    }
    try {
      return switch (log.read(buffer, path.toString(), sink)) {
        case MORE -> true;
        case END -> ended(log);
        case TRUNCATED -> emptied(log);
        case OVERLONG -> overlong(log);
      };
    } catch (IOException e) {
      return failed(log, e);
    }
  }

  private boolean ended(OpenLog log) throws IOException {
    if (logs.size() == 1 || !(leaving || log.finished() || successorIsWritten())) {
      condition.caughtUp();
      return false;
    }
    if (!leaving && !log.finished()) {
      // one more look: lines may have come to this one before the first went to its successor
      leaving = true;
      return true;
    }
    log.deliverUnfinished(buffer, path.toString(), sink);
    leaving = false;
    logs.removeFirst();
    claims.leave(log);
    log.close();
    if (!log.finished()) {
      condition.rotated("read " + log.offset() + " bytes to the end; now its successor");
    }
    return true;
  }

  private boolean successorIsWritten() throws IOException {
    for (OpenLog log : logs) {
      if (log != logs.peekFirst() && log.size() > 0) {
        return true;
      }
    }
    return false;
  }

  private boolean emptied(OpenLog log) {
    long offset = log.offset();
    Optional<OpenLog> copy = remains(log.place().at(offset));
    log.restart();
    copy.ifPresent(logs::addFirst);
    condition.rotated(
        "emptied by another program after "
            + offset
            + " bytes read; "
            + (copy.isPresent() ? "reading the rest of its copy" : "unread lines are lost"));
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

  private boolean failed(OpenLog log, IOException e) {
    broken = Optional.of(log.place().at(log.offset())).filter(at -> at.offset() > 0);
    condition.missing(Kind.UNREADABLE, Refusal.of(path, e));
    close();
    // an interrupt closes the channel it meets; whoever sent it did not mean this file
    return Thread.interrupted() && look();
  }

  /** Lets go of all files. */
  void close() {
    for (OpenLog log : logs) {
      try {
        log.close();
      } catch (IOException e) {
        LOG.warn("{}: closing it failed: {}", path, e.toString());
      }
    }
    logs.clear();
  }

  /** Whether all that was under the path, which is gone now, has been read. */
  boolean drained() {
    return seen.isEmpty() && logs.size() <= 1;
  }
}
