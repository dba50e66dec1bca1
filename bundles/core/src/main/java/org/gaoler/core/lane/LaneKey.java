package org.gaoler.core.lane;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gaoler.api.Position;

/**
 * What a lane follows; jails with equal keys may share it.
 *
 * @param backend plain name of the backend
 * @param path one path or pattern; empty for the journal
 * @param journalMatch journal entries to look at; empty for files
 * @param fromEnd whether to begin at the end when no position is known
 * @param encoding what it is written in
 * @param except paths and patterns that other lanes of the same jail follow, though this one names
 *     the same files
 */
public record LaneKey(
    String backend,
    String path,
    String journalMatch,
    boolean fromEnd,
    Charset encoding,
    List<String> except) {

  /** Keeps a copy of the list. */
  public LaneKey {
    except = List.copyOf(except);
  }

  /**
   * What a single lane follows, with nothing left out.
   *
   * @param backend plain name of the backend
   * @param path one path or pattern; empty for the journal
   * @param journalMatch journal entries to look at; empty for files
   * @param fromEnd whether to begin at the end when no position is known
   * @param encoding what it is written in
   */
  public LaneKey(
      String backend, String path, String journalMatch, boolean fromEnd, Charset encoding) {
    this(backend, path, journalMatch, fromEnd, encoding, List.of());
  }

  /**
   * Makes sure that a jail reads no file twice: what is named by itself is left out of patterns,
   * and what two patterns match is left to the first.
   *
   * @param keys of one jail, in the order of its configuration
   * @return the same ones without repetitions
   */
  public static List<LaneKey> apart(List<LaneKey> keys) {
    List<String> taken = new ArrayList<>();
    keys.stream().filter(key -> !key.isPattern()).map(LaneKey::path).forEach(taken::add);
    List<LaneKey> apart = new ArrayList<>();
    for (LaneKey key : keys) {
      if (!key.isPattern()) {
        if (apart.stream().noneMatch(other -> other.path.equals(key.path))) {
          apart.add(key);
        }
      } else if (!taken.contains(key.path)) {
        apart.add(key.without(taken));
        taken.add(key.path);
      }
    }
    return List.copyOf(apart);
  }

  /** Whether it is the same that is followed, wherever it was begun. */
  boolean sameAs(LaneKey other) {
    return new LaneKey(backend, path, journalMatch, other.fromEnd, encoding, except).equals(other);
  }

  private boolean isPattern() {
    return path.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  private LaneKey without(List<String> others) {
    return new LaneKey(backend, path, journalMatch, fromEnd, encoding, others);
  }

  /** What lines are delivered in: as they are, or as UTF-8 if their characters are wide. */
  Charset delivered() {
    return "\n".getBytes(encoding).length == 1 ? encoding : StandardCharsets.UTF_8;
  }

  /** Those of a jail's positions that concern this lane. */
  Map<String, Position> concerning(Map<String, Position> positions) {
    Map<String, Position> concerned = new TreeMap<>(positions);
    concerned.keySet().removeIf(source -> !covers(source));
    return concerned;
  }

  private boolean covers(String source) {
    if (path.isEmpty() || !source.startsWith("/")) {
      return path.isEmpty() && !source.startsWith("/");
    }
    return (path.equals(source) || matches(path, source))
        && except.stream().noneMatch(other -> other.equals(source) || matches(other, source));
  }

  private static boolean matches(String pattern, String source) {
    return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(source));
  }
}
