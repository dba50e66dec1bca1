package org.gaoler.tail;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.gaoler.api.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that had one name, one after the other, from the one being read to the newest. */
final class Generations {

  private static final Logger LOG = LoggerFactory.getLogger(Generations.class);
  private static final int OPEN_ATTEMPTS = 3;

  private final Path path;
  private final Charset charset;
  private final ReadBuffer buffer;
  private final Predecessor predecessor;
  private final Claims claims;
  private final Deque<OpenLog> logs = new ArrayDeque<>();

  Generations(Path path, Charset charset, ReadBuffer buffer, Claims claims) {
    this.path = path;
    this.charset = charset;
    this.buffer = buffer;
    this.predecessor = new Predecessor(path, charset, buffer);
    this.claims = claims;
  }

  /** Decides where to begin in a file of which no position is known. */
  @FunctionalInterface
  interface FirstLook {
    /**
     * Goes there.
     *
     * @return other files to be read before, oldest first
     */
    List<OpenLog> place(OpenLog log) throws IOException;
  }

  boolean isEmpty() {
    return logs.isEmpty();
  }

  /** The file being read. */
  Optional<OpenLog> current() {
    return Optional.ofNullable(logs.peekFirst());
  }

  /** Whether there are others after the current one. */
  boolean hasSuccessor() {
    return logs.size() > 1;
  }

  int count() {
    return logs.size();
  }

  boolean holds(String key) {
    return logs.stream().anyMatch(log -> log.key().equals(key));
  }

  /** Opens the file where it was read up to by another name, or where the caller puts it. */
  void begin(FirstLook first) throws IOException {
    OpenLog log = open();
    try {
      if (!claims.resume(log, buffer)) {
        for (OpenLog earlier : first.place(log)) {
          log.continueBehindCopy(earlier, buffer);
          logs.addLast(earlier);
        }
      }
      logs.addLast(log);
    } catch (IOException e) {
      log.close();
      throw e;
    }
  }

  /**
   * Opens those that had the name before and were written to since a moment, unless another tail
   * reads them.
   *
   * @return oldest first
   */
  List<OpenLog> writtenSince(Instant since, OpenLog current) throws IOException {
    return claims.siblings().anyRotated(path)
        ? predecessor.writtenSince(since, key -> key.equals(current.key()) || claims.concerns(key))
        : List.of();
  }

  /**
   * Opens the file at a position, or its predecessor if that is where the position is.
   *
   * @return whether the position was found
   */
  boolean resume(Position position) throws IOException {
    OpenLog log = open();
    try {
      Optional<FilePlace> place = FilePlace.parse(position);
      boolean sameFile = place.isPresent() && place.get().key().equals(log.key());
      boolean found = sameFile && log.holds(place.get(), position.offset(), buffer);
      if (found) {
        log.resume(place.get(), position.offset(), buffer);
      } else {
        place.filter(earlier -> sameFile).ifPresent(log::follows);
        found = remains(position, log.key());
      }
      for (OpenLog earlier : logs) {
        log.continueBehindCopy(earlier, buffer);
      }
      logs.addLast(log);
      return found;
    } catch (IOException e) {
      log.close();
      throw e;
    }
  }

  /**
   * Opens what is left of a file that had the name.
   *
   * @param current the file that has the name now, if any
   * @return whether there is something
   */
  boolean remains(Position position, String current) {
    Optional<FilePlace> place = FilePlace.parse(position);
    List<OpenLog> found =
        place.isEmpty() ? List.of() : since(place.get(), position.offset(), current);
    found.forEach(logs::addLast);
    return !found.isEmpty();
  }

  private List<OpenLog> since(FilePlace place, long offset, String current) {
    try {
      return predecessor.since(place, offset, current, this::holds);
    } catch (IOException e) {
      LOG.warn("{}: searching the rest of the rotated log failed: {}", path, e.toString());
      return List.of();
    }
  }

  /** Opens the file that has the name now, and those that had it and lost it unnoticed. */
  void succeed() throws IOException {
    OpenLog next = open();
    try {
      claims.resume(next, buffer);
      for (OpenLog missed : passedBy(next.key())) {
        next.continueBehindCopy(missed, buffer);
      }
      logs.addLast(next);
    } catch (IOException e) {
      next.close();
      throw e;
    }
  }

  /**
   * Opens files that had the name after the last one and lost it unnoticed.
   *
   * @param current the file that has the name now, if any
   * @return those files, oldest first
   */
  List<OpenLog> passedBy(String current) throws IOException {
    OpenLog last = logs.getLast();
    List<OpenLog> found = new ArrayList<>();
    for (OpenLog missed : predecessor.after(last.place(), last.offset(), current, this::holds)) {
      if (claims.resume(missed, buffer)) {
        missed.close();
      } else {
        logs.addLast(missed);
        found.add(missed);
      }
    }
    return found;
  }

  /** Notes what the newest file holds, so that its loss would be noticed. */
  void sight() throws IOException {
    logs.getLast().sight(buffer);
  }

  /** Whether a file is the one that was opened last. */
  boolean endWith(String key) {
    return !logs.isEmpty() && logs.peekLast().key().equals(key);
  }

  /**
   * Begins again with the current file, which was emptied, after the rest of its copy.
   *
   * @return what became of it
   */
  Emptied restart() throws IOException {
    OpenLog log = logs.removeFirst();
    List<OpenLog> copies = since(log.place(), log.offset(), log.key());
    OptionalLong copied =
        copies.isEmpty() ? OptionalLong.empty() : OptionalLong.of(copies.get(0).size());
    Emptied emptied = new Emptied(log.offset(), log.seen(), copied);
    log.restart();
    logs.addFirst(log);
    for (int i = copies.size() - 1; i >= 0; i--) {
      logs.addFirst(copies.get(i));
    }
    return emptied;
  }

  /** Lets go of the current file. */
  void leave() throws IOException {
    OpenLog log = logs.removeFirst();
    claims.leave(log);
    log.close();
  }

  boolean successorIsWritten() throws IOException {
    for (OpenLog log : logs) {
      if (log != logs.peekFirst() && log.size() > 0) {
        return true;
      }
    }
    return false;
  }

  private OpenLog open() throws IOException {
    for (int attempt = 0; attempt < OPEN_ATTEMPTS; attempt++) {
      Optional<FileStat> before = FileStat.of(path);
      if (before.isEmpty()) {
        throw new NoSuchFileException(path.toString());
      }
      OpenLog log = OpenLog.open(path, before.get().key(), false, charset);
      if (FileStat.of(path).map(FileStat::key).equals(Optional.of(log.key()))) {
        return log;
      }
      log.close();
    }
    throw new IOException("it is being replaced over and over");
  }

  /** Lets go of all. */
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
}
