package org.gaoler.filter.trial;

import java.time.Clock;
import org.gaoler.api.Filter;

/** A filter that can be tried; every filter of {@link org.gaoler.filter.FilterLibrary} can. */
public interface Triable extends Filter {

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
