package org.gaoler.action.command;

import java.util.Map;
import org.gaoler.ini.IniFolder;
import org.gaoler.ini.IniReading;

/**
 * The files that an action was read from, as they were then.
 *
 * @param folder where they are
 * @param seen as {@link IniReading#consulted} tells it; none for what a jail wrote itself
 */
record Stamps(IniFolder folder, Map<String, String> seen) {

  /** Whether none was changed, made or removed since. From any thread. */
  boolean unchanged() {
    return seen.entrySet().stream()
        .allMatch(file -> IniReading.stamp(folder, file.getKey()).equals(file.getValue()));
  }
}
