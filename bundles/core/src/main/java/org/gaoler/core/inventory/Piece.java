package org.gaoler.core.inventory;

import java.util.List;
import org.gaoler.api.operate.Plugin.State;

/**
 * A bundle, or a file that became none, without regard to what jails do.
 *
 * @param bundle its number in the framework; {@link #NONE} of a file that is not installed
 * @param name symbolic name, or the file's name
 * @param version empty if unknown
 * @param file path or location that it came from
 * @param shipped whether it came with Gaoler
 * @param state {@code IDLE} if nothing is amiss
 * @param reasons what is amiss and what to do, one line each
 */
record Piece(
    long bundle,
    String name,
    String version,
    String file,
    boolean shipped,
    State state,
    List<String> reasons) {

  static final long NONE = -1;

  Piece {
    reasons = List.copyOf(reasons);
  }

  /** The same, but with what somebody else knows of it. */
  Piece but(State other, List<String> why) {
    return new Piece(bundle, name, version, file, shipped, other, why);
  }

  /** As others are told of it. */
  String title() {
    return version.isEmpty() ? name : name + " " + version;
  }
}
