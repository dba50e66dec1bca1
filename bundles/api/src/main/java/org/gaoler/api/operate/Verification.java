package org.gaoler.api.operate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Offender;

/**
 * What a comparison of one action's firewall with the docket has shown.
 *
 * @param jail whose action
 * @param action as the jail wrote it
 * @param bans sentences of the jail that are in force
 * @param discrepancies in whom they differ; empty if in nobody, or if it could not be compared
 * @param trouble why it could not be compared; empty if it could
 */
public record Verification(
    String jail, String action, int bans, List<Discrepancy> discrepancies, String trouble) {

  /**
   * Keeps a copy of the list.
   *
   * @param jail whose action
   * @param action as the jail wrote it
   * @param bans sentences of the jail that are in force
   * @param discrepancies in whom they differ; empty if in nobody, or if it could not be compared
   * @param trouble why it could not be compared; empty if it could
   */
  public Verification {
    discrepancies = List.copyOf(discrepancies);
  }

  /**
   * Somebody in whom firewall and docket differ.
   *
   * @param offender who
   * @param kind in what
   * @param wanted when the ban is to end; empty if there is to be none
   * @param found when the firewall ends it; empty if it holds none
   */
  public record Discrepancy(
      Offender offender, Kind kind, Optional<Instant> wanted, Optional<Instant> found) {}

  /** In what they differ. */
  public enum Kind {
    /** Sentenced, and not kept out. */
    MISSING,
    /** Kept out, and not sentenced. */
    UNKNOWN,
    /** Kept out with another end, by more than 2 s. */
    WRONG_END
  }
}
