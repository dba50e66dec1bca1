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
 */
public record Failure(
    Offender offender,
    Instant when,
    Optional<String> user,
    Map<String, String> fields,
    int weight,
    List<String> lines) {

  public Failure {
    fields = Map.copyOf(fields);
    lines = List.copyOf(lines);
    if (weight < 1) {
      throw new IllegalArgumentException("a failure weighs 1 or more, not " + weight);
    }
  }
}
