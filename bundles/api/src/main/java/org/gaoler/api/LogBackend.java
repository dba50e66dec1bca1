package org.gaoler.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads logs by one technology; register it as a service with the property {@link #BACKEND}.
 *
 * <p>One instance serves any number of jails. When the service goes away core closes every {@link
 * Follow} first; whatever is left then is the backend's to end.
 */
@ConsumerType
public interface LogBackend {

  /** Service property with the plain name that jails write: {@code backend = inotify}. */
  String BACKEND = "backend";

  /**
   * Begins to follow a log, existing or not. Called by core from a configuration thread; returns
   * within a second without having read anything, reading happens on the backend's own threads.
   *
   * @param spec what to follow
   * @param sink where lines go, until the returned handle is closed
   * @return the handle that ends it
   * @throws Fault if this can never work as configured; an absent or unreadable log is no fault but
   *     a {@link SourceChange}
   */
  Follow follow(LogSpec spec, LineSink sink) throws Fault;

  /**
   * Why this backend cannot work on this machine. Called often, on any thread; its bundle is put in
   * quarantine if there is no answer in 5 s.
   *
   * @return what is missing and the command that mends it, or empty if it works
   */
  default Optional<String> unusable() {
    return Optional.empty();
  }

  /**
   * The place behind so many bytes of a file as it is now, for a log that another program has read.
   *
   * @param file the file
   * @param offset behind the end of a line
   * @return empty if there is no such file, if it is shorter, or if this backend reads no files
   * @throws IOException if it cannot be read
   */
  default Optional<Position> place(Path file, long offset) throws IOException {
    return Optional.empty();
  }

  /** A log being followed. */
  interface Follow extends AutoCloseable {

    /**
     * Ends it: when this returns no call to the sink is running and none will come. May be called
     * twice and from any thread but one that is inside the sink.
     */
    @Override
    void close();
  }
}
