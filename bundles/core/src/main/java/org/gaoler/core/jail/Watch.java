package org.gaoler.core.jail;

import java.util.List;
import org.gaoler.api.LogBackend;
import org.gaoler.core.lane.LaneKey;

/**
 * By what a jail reads which logs.
 *
 * @param backend plain name of the backend
 * @param why why this one, for status; empty if it was configured
 * @param service the backend itself
 * @param keys one lane each
 */
record Watch(String backend, String why, LogBackend service, List<LaneKey> keys) {

  Watch {
    keys = List.copyOf(keys);
  }

  boolean sameAs(Watch other) {
    return service == other.service && keys.equals(other.keys);
  }

  String description() {
    return why.isEmpty() ? backend : backend + " (" + why + ")";
  }
}
