package org.gaoler.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A filter, read and compiled; immutable and shared by jails. */
@ProviderType
public interface Filter {

  /** The address that failures in {@link #examples} come from; kept for benchmarks by RFC 2544. */
  String EXAMPLE = "198.18.0.1";

  /**
   * Its plain name without parameters.
   *
   * @return such as {@code sshd}
   */
  String name();

  /**
   * Where it was read from, for messages.
   *
   * @return a path, or bundle and path
   */
  String origin();

  /**
   * Which journal entries concern it.
   *
   * @return in fail2ban's notation; empty if it does not say
   */
  String journalMatch();

  /**
   * Makes a recogniser with an empty memory.
   *
   * @param jail the jail's name, and that of the log in brackets, for messages
   * @param findTime how far back failures count; older lines of a log being caught up with are
   *     passed over
   * @param clock the present
   * @return a recogniser for one source
   */
  Recogniser recogniser(String jail, Duration findTime, Clock clock);

  /**
   * When a line says that it was written, whether it concerns the filter or not. Learns nothing and
   * may be called by any thread; slower than a recogniser's own look.
   *
   * @param line any line
   * @param now the present, for dates that lack the year or the day
   * @return empty if it has no date that the filter can read
   */
  default Optional<Instant> dateOf(Line line, Instant now) {
    return Optional.empty();
  }

  /**
   * Made-up lines that it probably takes for failures, to rehearse with. Takes milliseconds.
   *
   * @param when what the lines have for their date
   * @return lines without their ends, from {@link #EXAMPLE} where they have an address; may be
   *     empty
   */
  default List<String> examples(Instant when) {
    return List.of();
  }

  /**
   * What an operator should know of its use so far, such as expressions that were given up because
   * they cost too much.
   *
   * @return one line each; none usually
   */
  default List<String> troubles() {
    return List.of();
  }
}
