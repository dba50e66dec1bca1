package org.gaoler.core.lane;

import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
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
 * @param encoding how its bytes are read as text; holds ASCII as it is
 */
public record LaneKey(
    String backend, String path, String journalMatch, boolean fromEnd, Charset encoding) {

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
    return path.equals(source)
        || FileSystems.getDefault().getPathMatcher("glob:" + path).matches(Path.of(source));
  }
}
