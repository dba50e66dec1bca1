package org.gaoler.tester;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.filter.trial.Filters;

/**
 * Where a tester runs.
 *
 * @param etc the administrator's folder if nobody names another
 * @param shelf gives the filters of a folder
 * @param input standard input, if there is one
 * @param busy whether progress may be shown on the error stream
 * @param clock the present and the time zone
 */
public record Place(Path etc, Shelf shelf, Optional<InputStream> input, boolean busy, Clock clock) {

  /** Opens the filters of a folder. */
  @FunctionalInterface
  public interface Shelf {

    /**
     * Opens.
     *
     * @param etc the administrator's folder
     * @return its filters and those of the packs
     * @throws Fault if they cannot be read
     */
    Filters open(Path etc) throws Fault;
  }
}
