package org.gaoler.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A ban as it was passed: the unit of the docket, known by jail and offender.
 *
 * @param jail the jail that passed it
 * @param offender who
 * @param from when it began
 * @param until when it ends, never before it begins; {@link TimeSpan#FOREVER} if never
 * @param origin what led to it
 * @param reason in a few words
 * @param lines the log lines that led to it, oldest first; hostile
 * @param failures how many failures led to it, 0 or more
 * @param fields what the deciding line said besides, by lower-case name ({@code user} is the
 *     account tried); hostile
 */
public record Sentence(
    String jail,
    Offender offender,
    Instant from,
    Instant until,
    Origin origin,
    String reason,
    List<String> lines,
    int failures,
    Map<String, String> fields) {

  /** What led to a sentence. */
  public enum Origin {
    /** Lines of a log. */
    LOG,
    /** An operator's word. */
    MANUAL,
    /** Found in the kernel after the store was lost; counts as no conviction. */
    ADOPTED
  }

  /**
   * Keeps copies of lines and fields.
   *
   * @param jail the jail that passed it
   * @param offender who
   * @param from when it began
   * @param until when it ends, never before it begins; {@link TimeSpan#FOREVER} if never
   * @param origin what led to it
   * @param reason in a few words
   * @param lines the log lines that led to it, oldest first; hostile
   * @param failures how many failures led to it, 0 or more
   * @param fields what the deciding line said besides, by lower-case name ({@code user} is the
   *     account tried); hostile
   */
  public Sentence {
    lines = List.copyOf(lines);
    fields = Map.copyOf(fields);
  }

  /**
   * A sentence of which nothing more is known than its lines.
   *
   * @param jail the jail that passed it
   * @param offender who
   * @param from when it began
   * @param until when it ends
   * @param origin what led to it
   * @param reason in a few words
   * @param lines the log lines that led to it, each one failure
   */
  public Sentence(
      String jail,
      Offender offender,
      Instant from,
      Instant until,
      Origin origin,
      String reason,
      List<String> lines) {
    this(jail, offender, from, until, origin, reason, lines, lines.size(), Map.of());
  }

  /**
   * The same with other lines.
   *
   * @param told those that led to it, oldest first
   * @return all else as it is
   */
  public Sentence with(List<String> told) {
    return new Sentence(jail, offender, from, until, origin, reason, told, failures, fields);
  }

  /**
   * Whether it is in force.
   *
   * @param now the present
   * @return true until its end is reached
   */
  public boolean inForce(Instant now) {
    return now.isBefore(until);
  }

  /**
   * Whether it never ends.
   *
   * @return true if permanent
   */
  public boolean permanent() {
    return !until.isBefore(TimeSpan.FOREVER);
  }
}
