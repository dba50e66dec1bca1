package org.gaoler.tail;

import java.nio.file.Path;
import java.util.List;

/**
 * Tells whether a whole path is meant by a configured path or glob pattern.
 *
 * @param components one for each name on the way from the root
 */
record PathPattern(List<NamePattern> components) {

  /** Reads a path or pattern as configured. */
  static PathPattern of(String text) {
    return new PathPattern(PathWalk.components(text));
  }

  /** Whether it names an absolute path without {@code ..}; links are not followed. */
  boolean matches(Path path) {
    if (path.getNameCount() != components.size()) {
      return false;
    }
    for (int i = 0; i < components.size(); i++) {
      if (!components.get(i).matches(path.getName(i).toString())) {
        return false;
      }
    }
    return true;
  }
}
