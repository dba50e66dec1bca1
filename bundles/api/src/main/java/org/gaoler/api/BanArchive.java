package org.gaoler.api;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads what another program has kept of its bans; register it as a service with the property
 * {@link #FORMAT}.
 */
@ConsumerType
public interface BanArchive {

  /** Service property with the plain name of the program, such as {@code fail2ban}. */
  String FORMAT = "format";

  /**
   * Reads a file and changes nothing in it. Called on any thread; may take seconds.
   *
   * @param file an absolute path
   * @return everything of it that can be understood
   * @throws Fault if it cannot be read at all: path, what came back, what to do
   */
  Contents read(Path file) throws Fault;

  /**
   * What a file holds.
   *
   * @param bans one for each jail and offender, those included that have ended
   * @param places how far logs were read
   * @param unreadable what could not be understood, one line each
   */
  record Contents(List<Held> bans, List<Place> places, List<String> unreadable) {
    /**
     * Keeps copies of the lists.
     *
     * @param bans one for each jail and offender, those included that have ended
     * @param places how far logs were read
     * @param unreadable what could not be understood, one line each
     */
    public Contents {
      bans = List.copyOf(bans);
      places = List.copyOf(places);
      unreadable = List.copyOf(unreadable);
    }
  }

  /**
   * A ban.
   *
   * @param jail the jail's name
   * @param offender who
   * @param from when it began
   * @param length how long it lasts; empty if the file does not tell
   * @param lines the lines that led to it, oldest first; hostile
   * @param failures how many failures led to it, 0 or more
   * @param fields what else was captured, by lower-case name; hostile
   */
  record Held(
      String jail,
      Offender offender,
      Instant from,
      Optional<TimeSpan> length,
      List<String> lines,
      int failures,
      Map<String, String> fields) {
    /**
     * Keeps copies of lines and fields.
     *
     * @param jail the jail's name
     * @param offender who
     * @param from when it began
     * @param length how long it lasts; empty if the file does not tell
     * @param lines the lines that led to it, oldest first; hostile
     * @param failures how many failures led to it, 0 or more
     * @param fields what else was captured, by lower-case name; hostile
     */
    public Held {
      lines = List.copyOf(lines);
      fields = Map.copyOf(fields);
    }
  }

  /**
   * How far a log was read.
   *
   * @param jail the jail's name
   * @param log path of the file
   * @param firstLine MD5 (32 digits) or SHA-1 of its first line with the line's end, hexadecimal
   * @param offset bytes read
   */
  record Place(String jail, String log, String firstLine, long offset) {}
}
