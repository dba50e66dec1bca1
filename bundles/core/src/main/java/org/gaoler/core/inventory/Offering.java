package org.gaoler.core.inventory;

import java.util.Optional;
import org.gaoler.api.operate.Plugin.Kind;

/**
 * A name that a bundle offers.
 *
 * @param kind of what
 * @param name what jails write
 * @param bundle the number of the bundle
 * @param ranking by which one of several is chosen
 * @param order among those of the same ranking: the lower one wins
 * @param instead the file that is used instead, if it is a filter that another file hides
 */
record Offering(
    Kind kind, String name, long bundle, int ranking, long order, Optional<String> instead) {

  /** Whether it is chosen rather than another one of its name. */
  boolean beats(Offering other) {
    return ranking != other.ranking ? ranking > other.ranking : order < other.order;
  }

  boolean rivals(Offering other) {
    return kind == other.kind && name.equals(other.name);
  }
}
