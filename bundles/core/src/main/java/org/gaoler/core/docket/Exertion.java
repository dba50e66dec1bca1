package org.gaoler.core.docket;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.gaoler.core.plugin.Niceness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a thread behind the others whose call does nothing but compute, until the call ends. Not
 * safe for several threads at once.
 */
final class Exertion {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  /** So long a call may compute. */
  static final long LONG = TimeUnit.SECONDS.toNanos(1);

  private final String thread;
  private final Niceness niceness;
  private OptionalInt before = OptionalInt.empty();
  private Duration computed = Duration.ZERO;
  private long looked;
  private boolean seen;

  Exertion(String thread, Niceness niceness) {
    this.thread = thread;
    this.niceness = niceness;
  }

  void begins() {
    seen = false;
  }

  void ends() {
    before.ifPresent(niceness::set);
    before = OptionalInt.empty();
  }

  /** The call never ends. */
  void givenUp() {
    niceness.putBehind();
  }

  /**
   * Looks whether the thread has computed for half of the time since the last look or more.
   *
   * @param now nanoseconds of the clock that never jumps
   * @param taken so many nanoseconds the call lasts
   * @return after so many nanoseconds it wants to look again
   */
  long look(long now, long taken) {
    if (taken < LONG) {
      return LONG - taken;
    }
    Duration total = niceness.computed();
    long spent = total.minus(computed).toNanos();
    if (seen && before.isEmpty() && spent >= (now - looked) / 2) {
      before = OptionalInt.of(niceness.putBehind());
      LOG.warn("{} does nothing but compute: all other threads go before it", thread);
    }
    computed = total;
    looked = now;
    seen = true;
    return before.isPresent() ? Long.MAX_VALUE : LONG;
  }
}
