package org.gaoler.filter.trial;

import java.time.Clock;
import java.util.Map;
import org.gaoler.api.Filter;

/** A filter that can be tried; every filter of {@link org.gaoler.filter.FilterLibrary} can. */
public interface Triable extends Filter {

  /**
   * Options as they were configured, everything filled in: {@code maxlines}, {@code datepattern}
   * and {@code logtype}.
   *
   * @return value by name; those that the filter does not set are missing
   */
  Map<String, String> said();

  /**
   * Starts a trial with an empty memory.
   *
   * @param rules how far a line is taken
   * @param clock the present, for dates that do not say their year
   * @param witness hears each step
   * @return the trial, for one thread at a time
   */
  Trial trial(Trial.Rules rules, Clock clock, Witness witness);
}
