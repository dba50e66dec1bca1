package org.gaoler.tail;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds where the content of a log went when its name shows another: the renamed file, or the copy
 * that was made before the file was emptied; and those that came after it and have moved on too.
 */
final class Predecessor {

  /** Rotation may go on while we search; then the search begins again. */
  private static final int ATTEMPTS = 200;

  /** Unpacking old files to find a position may take so long in all; other logs wait meanwhile. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Logger LOG = LoggerFactory.getLogger(Predecessor.class);

  private final Path path;
  private final Charset charset;
  private final ReadBuffer buffer;

  /** Whether a file was told of that cannot be unpacked. */
  private boolean warned;

  Predecessor(Path path, Charset charset, ReadBuffer buffer) {
    this.path = path;
    this.charset = charset;
    this.buffer = buffer;
  }

  /**
   * Searches the log's directory for what was read.
   *
   * @param place what was read
   * @param offset how far, in bytes
   * @param current key of the file where to stop, which has or had the log's name after them
   * @param known keys of files that are not wanted a second time
   * @return the file opened at that place and the later ones opened at their beginnings, oldest
   *     first; empty if it is not there
   */
  List<OpenLog> since(FilePlace place, long offset, String current, Predicate<String> known)
      throws IOException {
    Sought sought = new Sought(place, offset, System.nanoTime() + PATIENCE.toNanos());
    List<OpenLog> found = steadily(files -> since(files, sought, current, known));
    if (found.isEmpty()) {
      RotatedFiles.beside(path).newestUnread().ifPresent(this::warn);
    }
    return found;
  }

  /** What was read, how far, and until when to look for it. */
  private record Sought(FilePlace place, long offset, long deadline) {

    boolean sameFile(FileStat file) {
      return file.key().equals(place.key());
    }
  }

  /**
   * Searches files that had the log's name after one that was renamed, perhaps compressed since, or
   * copied and deleted, and have it no longer.
   *
   * @param last the file that had the name and what was read of it
   * @param offset how far, in bytes
   * @param current key of the file where to stop, which has or had the log's name after them
   * @param known keys of files that are not wanted a second time
   * @return opened at their beginnings, oldest first
   */
  List<OpenLog> after(FilePlace last, long offset, String current, Predicate<String> known)
      throws IOException {
    Sought sought = new Sought(last, offset, System.nanoTime() + PATIENCE.toNanos());
    return steadily(
        files -> {
          for (Path file : files.where(sought::sameFile)) {
            return after(files, file, false, current, known);
          }
          List<Path> same = new ArrayList<>(files.copies());
          same.addAll(files.archivesNewestFirst());
          for (Path file : same) {
            Optional<OpenLog> copy = open(file, files.stats().get(file), true, sought);
            if (copy.isPresent()) {
              copy.get().close();
              return after(files, file, false, current, known);
            }
          }
          return List.of();
        });
  }

  /** Searches among the files of a directory. */
  @FunctionalInterface
  private interface Search {
    List<OpenLog> in(RotatedFiles files) throws IOException;
  }

  private List<OpenLog> steadily(Search search) throws IOException {
    RotatedFiles files = RotatedFiles.beside(path);
    for (int attempt = 1; ; attempt++) {
      List<OpenLog> found = search.in(files);
      RotatedFiles afterwards = RotatedFiles.beside(path);
      if (attempt == ATTEMPTS || files.sameNames(afterwards)) {
        return found;
      }
      for (OpenLog log : found) {
        log.close();
      }
      files = afterwards;
    }
  }

  /** The file itself, else a copy of it, else what was compressed, the newest first. */
  private List<OpenLog> since(
      RotatedFiles files, Sought sought, String current, Predicate<String> known)
      throws IOException {
    List<Path> candidates = new ArrayList<>(files.where(sought::sameFile));
    int renamed = candidates.size();
    candidates.addAll(files.copies());
    candidates.addAll(files.archivesNewestFirst());
    for (int i = 0; i < candidates.size(); i++) {
      Path file = candidates.get(i);
      boolean copy = i >= renamed && !RotatedFiles.packed(file);
      Optional<OpenLog> rest = open(file, files.stats().get(file), copy, sought);
      if (rest.isPresent()) {
        List<OpenLog> found = new ArrayList<>(List.of(rest.get()));
        found.addAll(after(files, file, copy, current, known));
        return found;
      }
    }
    return List.of();
  }

  private Optional<OpenLog> open(Path file, FileStat stat, boolean finished, Sought sought)
      throws IOException {
    boolean longEnough = RotatedFiles.packed(file) || stat.size() >= sought.offset();
    if (!stat.regular() || !longEnough || !Files.isReadable(file)) {
      return Optional.empty();
    }
    Optional<OpenLog> log = open(file, stat, finished);
    if (log.isPresent() && !isRight(file, log.get(), sought)) {
      log.get().close();
      return Optional.empty();
    }
    if (log.isPresent()) {
      log.get().resume(sought.place(), sought.offset(), buffer);
    }
    return log;
  }

  private boolean isRight(Path file, OpenLog log, Sought sought) throws IOException {
    FilePlace place = sought.place();
    boolean reached =
        !RotatedFiles.packed(file)
            || log.beginsAs(place)
                && log.reaches(Math.max(place.checked(), sought.offset()), sought.deadline());
    return reached && log.holds(place, sought.offset(), buffer);
  }

  /** Opens a file, unless it has moved on; then the search begins again anyway. */
  private Optional<OpenLog> open(Path file, FileStat stat, boolean finished) throws IOException {
    try {
      return Optional.of(
          RotatedFiles.packed(file)
              ? OpenLog.unpacked(stat.key(), GzipContent.open(file), charset)
              : OpenLog.open(file, stat.key(), finished, charset));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private List<OpenLog> after(
      RotatedFiles files, Path older, boolean finished, String current, Predicate<String> known)
      throws IOException {
    Optional<RotatedName> name = files.rotated(older);
    List<OpenLog> found = new ArrayList<>();
    for (Map.Entry<Path, FileStat> file : files.stats().entrySet()) {
      Optional<RotatedName> other = files.rotated(file.getKey());
      FileStat stat = file.getValue();
      boolean later = name.isPresent() && other.isPresent() && other.get().after(name.get());
      if (later && stat.key().equals(current)) {
        return found;
      }
      if (later && RotatedFiles.unread(file.getKey())) {
        warn(file.getKey());
      } else if (later
          && stat.regular()
          && !known.test(stat.key())
          && Files.isReadable(file.getKey())
          && !files.beingPacked(file.getKey())) {
        open(file.getKey(), stat, finished).ifPresent(found::add);
      }
    }
    return found;
  }

  /**
   * Searches files that had the log's name before anybody looked, as far as they are young enough.
   *
   * @param since those last written before are left alone
   * @param known keys of files that are not wanted
   * @return opened at their beginnings, oldest first
   */
  List<OpenLog> writtenSince(Instant since, Predicate<String> known) throws IOException {
    return steadily(
        files -> {
          List<OpenLog> found = new ArrayList<>();
          for (Map.Entry<Path, FileStat> file : files.stats().entrySet()) {
            FileStat stat = file.getValue();
            if (files.rotated(file.getKey()).isPresent()
                && stat.regular()
                && !stat.modified().toInstant().isBefore(since)
                && !known.test(stat.key())
                && Files.isReadable(file.getKey())
                && !RotatedFiles.unread(file.getKey())
                && !files.beingPacked(file.getKey())) {
              open(file.getKey(), stat, false).ifPresent(found::add);
            }
          }
          return found;
        });
  }

  private void warn(Path file) {
    if (!warned) {
      warned = true;
      LOG.warn(
          "{}: lines in {} may be unread: files compressed in this way are not unpacked; let"
              + " logrotate use gzip",
          path,
          file);
    }
  }
}
