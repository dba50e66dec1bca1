package org.gaoler.tail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gaoler.api.Fault;
import org.gaoler.api.LineSink;
import org.gaoler.api.LogSpec;
import org.gaoler.api.SourceChange.Kind;

/**
 * Follows all files that one configured path or glob pattern names, now and later.
 *
 * <p>{@link #look} and {@link #turn} belong to one reading thread; {@link #close} may be called by
 * any other. The sink is called under a lock of this follow only: {@code close} waits for the call
 * that is running. So the closing thread must hold no lock that the sink may want, and must not be
 * inside the sink.
 */
public final class FileFollow {

  private final String pattern;
  private final List<NamePattern> components;
  private final boolean glob;
  private final List<PathPattern> except;
  private final LogSpec spec;
  private final LineSink sink;
  private final ReadBuffer buffer;
  private final Condition none;
  private final ReentrantLock turn = new ReentrantLock();
  private final Map<Path, LogTail> tails = new LinkedHashMap<>();
  private final Claims claims = new Claims(tails.values());
  private final Function<Path, Optional<String>> silence;
  private Set<Lookup> lookups = Set.of();
  private Optional<String> silent = Optional.empty();
  private boolean lookedBefore;
  private volatile boolean closed;

  /**
   * Prepares to follow; reads nothing yet.
   *
   * @param spec what to follow
   * @param sink where lines go
   * @param buffer the reading thread's buffer
   * @throws Fault if the path is not absolute
   */
  public FileFollow(LogSpec spec, LineSink sink, ReadBuffer buffer) throws Fault {
    this(spec, sink, buffer, path -> Optional.empty());
  }

  /**
   * Prepares to follow where some changes come without notification; reads nothing yet.
   *
   * @param spec what to follow
   * @param sink where lines go
   * @param buffer the reading thread's buffer
   * @param silence names the file system of a path if its changes are not told
   * @throws Fault if the path is not absolute
   */
  public FileFollow(
      LogSpec spec, LineSink sink, ReadBuffer buffer, Function<Path, Optional<String>> silence)
      throws Fault {
    if (!spec.path().startsWith("/") || spec.path().indexOf('\0') >= 0) {
      throw new Fault(
          "logpath %s: must be an absolute path or glob pattern, for example /var/log/auth.log"
              .formatted(spec.path()));
    }
    this.spec = spec;
    this.sink = sink;
    this.buffer = buffer;
    this.silence = silence;
    this.pattern = spec.path();
    this.components = PathWalk.components(pattern);
    if (components.isEmpty()) {
      throw new Fault("logpath %s: is the root directory; name a log file".formatted(pattern));
    }
    this.glob = components.stream().anyMatch(part -> !part.isLiteral());
    this.except = spec.except().stream().map(PathPattern::of).toList();
    this.none = new Condition(pattern, sink);
  }

  /**
   * Looks which files are there, and at each.
   *
   * @return those that may have something to read
   */
  public List<LogTail> look() {
    turn.lock();
    try {
      return closed ? List.of() : lookLocked();
    } finally {
      turn.unlock();
    }
  }

  private List<LogTail> lookLocked() {
    PathWalk walk = PathWalk.of(components);
    lookups = walk.lookups();
    silent = silent(walk);
    if (glob) {
      walk.found().stream().filter(path -> !left(path) && !compressed(path)).forEach(this::arrive);
    } else {
      tails.computeIfAbsent(Path.of(pattern), this::tail);
    }
    List<LogTail> ready = new ArrayList<>();
    for (LogTail tail : tails.values()) {
      if (tail.look()) {
        ready.add(tail);
      }
    }
    if (tails.isEmpty()) {
      nothing(walk);
    }
    lookedBefore = true;
    claims.siblings().forget();
    return ready;
  }

  /** Directories on the way that are settled can wait; only their own going would matter. */
  private Optional<String> silent(PathWalk walk) {
    Stream<Path> directories =
        walk.lookups().stream().filter(lookup -> !lookup.settled()).map(Lookup::directory);
    return Stream.concat(directories, walk.found().stream().filter(path -> !glob))
        .flatMap(path -> silence.apply(path).stream())
        .findFirst();
  }

  private void nothing(PathWalk walk) {
    if (walk.found().isEmpty()) {
      none.missing(Kind.ABSENT, "no file matches " + pattern + " yet; waiting for one");
    } else if (walk.found().stream().allMatch(FileFollow::compressed)) {
      none.missing(
          Kind.UNREADABLE,
          "all files that match " + pattern + " are compressed; " + LogTail.NAME_THE_LOG);
    } else {
      none.present("each file that matches is followed by another entry of logpath");
      none.caughtUp();
    }
  }

  /** Whether a file is no log any more but something made of it. */
  private static boolean compressed(Path path) {
    return RotatedFiles.packed(path) || RotatedFiles.unread(path);
  }

  /** Whether a file is left to another follow. */
  private boolean left(Path path) {
    return except.stream().anyMatch(other -> other.matches(path));
  }

  private void arrive(Path path) {
    if (Files.isRegularFile(path)) {
      tails.computeIfAbsent(path, this::tail);
    }
  }

  private LogTail tail(Path path) {
    return new LogTail(
        path, spec, spec.fromEnd() && !lookedBefore, sink, buffer, claims, this::remark);
  }

  private String remark() {
    return silent
        .map(name -> "on " + name + ", which does not tell of changes; looked at every second")
        .orElse("");
  }

  /**
   * Reads one turn of one file, at most 256 KiB, and delivers its lines on the calling thread.
   *
   * @param tail one of {@link #tails}
   * @return the files that have more to read at once: this one, or others if this one is gone
   */
  public List<LogTail> turn(LogTail tail) {
    turn.lock();
    try {
      if (closed) {
        return List.of();
      }
      return tail.turn() ? List.of(tail) : forget(tail);
    } finally {
      turn.unlock();
    }
  }

  /**
   * Lets go of a file that matched the pattern and is gone, so that its disk space is freed; it may
   * go on under another name that matches.
   */
  private List<LogTail> forget(LogTail tail) {
    if (!glob || !tail.drained() || !tails.remove(tail.path(), tail)) {
      return List.of();
    }
    tail.release();
    return lookLocked();
  }

  /**
   * The files under way.
   *
   * @return one for each path that exists or is waited for
   */
  public Collection<LogTail> tails() {
    return List.copyOf(tails.values());
  }

  /**
   * The directories whose changes this follow wants to be told of by another {@link #look}.
   *
   * @return as found by the last look
   */
  public Set<Lookup> lookups() {
    return lookups;
  }

  /**
   * Where the last look met a file system that does not tell of changes, so that looking again and
   * again is the only way.
   *
   * @return its name, such as {@code nfs}
   */
  public Optional<String> silent() {
    return silent;
  }

  /**
   * Tells the sink that a part of it cannot be followed, unless that was told last.
   *
   * @param detail why and what to do
   */
  public void trouble(String detail) {
    turn.lock();
    try {
      if (!closed) {
        none.missing(Kind.UNREADABLE, detail);
      }
    } finally {
      turn.unlock();
    }
  }

  /** Ends it; when this returns no call to the sink is running and none will come. */
  public void close() {
    closed = true;
    turn.lock();
    try {
      tails.values().forEach(LogTail::close);
      tails.clear();
    } finally {
      turn.unlock();
    }
  }

  @Override
  public String toString() {
    return pattern;
  }
}
