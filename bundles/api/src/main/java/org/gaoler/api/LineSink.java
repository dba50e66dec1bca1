package org.gaoler.api;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where a backend delivers what it reads; core makes one for each {@link LogBackend#follow}.
 *
 * <p>For one sink all calls come one after the other (from any thread, with a happens-before
 * between them). No method throws; none blocks longer than the lines' processing takes.
 */
@ProviderType
public interface LineSink {

  /**
   * Where to begin in a source that the backend is about to open.
   *
   * @param source the file or journal
   * @return the committed position, or empty if it was never read
   */
  Optional<Position> resumeAt(String source);

  /**
   * When a line was written, for a backend that searches in a long source where to begin. Called
   * between {@link #resumeAt} and the first {@link #lines}; costs as much as a line that matters.
   *
   * @param bytes the buffer; valid during the call alone
   * @param start first byte of the line
   * @param end one beyond its last byte, its line end left out or not
   * @return the latest of the dates that jails find in it; empty if none does, and then nothing may
   *     be skipped because of this line
   */
  default Optional<Instant> dateOf(byte[] bytes, int start, int end) {
    return Optional.empty();
  }

  /**
   * Takes lines. Returns when they have been dealt with, so the buffer may be reused.
   *
   * @param block whole lines; its positions of one source never go back
   */
  void lines(LineBlock block);

  /**
   * Takes a change of a source's condition.
   *
   * @param change told once for each change, in order with {@link #lines}
   */
  void changed(SourceChange change);
}
