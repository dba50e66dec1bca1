package org.gaoler.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One failed attempt that a filter recognised.
 *
 * @param offender who did it
 * @param when the line's own time
 * @param user the account tried, if the line names one; hostile
 * @param fields everything else that the expression captured, by lower-case name; hostile
 * @param weight how many failures it counts for, 1 or more
 * @param lines the lines it was recognised in, in order, whole; hostile
 * @param lookup whether the offender is only a host's name, each of whose addresses is to be
 *     counted instead
 */
public record Failure(
    Offender offender,
    Instant when,
    Optional<String> user,
    Map<String, String> fields,
    int weight,
    List<String> lines,
    Lookup lookup) {

  /** What is to be done about an offender that is only a host's name: fail2ban's usedns. */
  public enum Lookup {
    /** The offender is who he is. */
    NONE,
    /** The offender is a {@link Token} with a host's name: look it up. */
    QUIET,
    /** The same, and tell the operator that a name was looked up, once for each name. */
    TOLD
  }

  /**
   * A failure of an offender who is who he is.
   *
   * @param offender who did it
   * @param when the line's own time
   * @param user the account tried
   * @param fields everything else that was captured
   * @param weight how many failures it counts for, 1 or more
   * @param lines the lines it was recognised in
   */
  public Failure(
      Offender offender,
      Instant when,
      Optional<String> user,
      Map<String, String> fields,
      int weight,
      List<String> lines) {
    this(offender, when, user, fields, weight, lines, Lookup.NONE);
  }

  /**
   * Keeps copies, and refuses a failure that weighs nothing.
   *
   * @param offender who did it
   * @param when the line's own time
   * @param user the account tried, if the line names one; hostile
   * @param fields everything else that the expression captured, by lower-case name; hostile
   * @param weight how many failures it counts for, 1 or more
   * @param lines the lines it was recognised in, in order, whole; hostile
   * @param lookup whether the offender is only a host's name, each of whose addresses is to be
   *     counted instead
   * @throws IllegalArgumentException if the weight is less than 1
   */
  public Failure {
    fields = Map.copyOf(fields);
    lines = List.copyOf(lines);
    if (weight < 1) {
      throw new IllegalArgumentException("a failure weighs 1 or more, not " + weight);
    }
  }
}
