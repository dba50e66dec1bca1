package org.gaoler.core.docket;

import java.util.Optional;
import org.gaoler.api.Ban;
import org.gaoler.api.Offender;

/**
 * One offender in whom an enforcer and the docket differ.
 *
 * @param offender who
 * @param kind in what
 * @param wanted what the docket says; empty if {@link Kind#UNKNOWN}
 * @param found what is in force; empty if {@link Kind#MISSING}
 */
public record Difference(Offender offender, Kind kind, Optional<Ban> wanted, Optional<Ban> found) {

  /** In what they differ. */
  public enum Kind {
    /** Sentenced, and not kept out. */
    MISSING,
    /** Kept out, and not sentenced. */
    UNKNOWN,
    /** Sentenced and kept out, with ends more than 2 s apart. */
    WRONG_END
  }

  static Difference missing(Ban wanted) {
    return new Difference(wanted.offender(), Kind.MISSING, Optional.of(wanted), Optional.empty());
  }

  static Difference unknown(Ban found) {
    return new Difference(found.offender(), Kind.UNKNOWN, Optional.empty(), Optional.of(found));
  }

  static Difference wrongEnd(Ban wanted, Ban found) {
    return new Difference(
        wanted.offender(), Kind.WRONG_END, Optional.of(wanted), Optional.of(found));
  }
}
