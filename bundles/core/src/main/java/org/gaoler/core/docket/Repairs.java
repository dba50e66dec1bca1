package org.gaoler.core.docket;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what was put right after somebody else's changes, and logs it: the first time at once,
 * then at most once a minute with everything since. Belongs to the enforcer's thread.
 */
final class Repairs {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");
  private static final long QUIET = TimeUnit.MINUTES.toNanos(1);

  private final String jail;
  private final String action;
  private final Clock clock;
  private volatile Drift drift = Drift.NONE;
  private long toldAt;
  private boolean everTold;
  private int untold;
  private int missing;
  private int mistimed;
  private int strangers;

  Repairs(String jail, String action, Clock clock) {
    this.jail = jail;
    this.action = action;
    this.clock = clock;
  }

  Drift drift() {
    return drift;
  }

  /** Nothing but what somebody else changed; nothing happens if all are 0. */
  void made(int missingNow, int mistimedNow, int strangersNow) {
    int elements = missingNow + mistimedNow + strangersNow;
    if (elements > 0) {
      drift = drift.and(elements, clock.instant());
      untold++;
      missing += missingNow;
      mistimed += mistimedNow;
      strangers += strangersNow;
      long now = System.nanoTime();
      if (!everTold || now - toldAt > QUIET) {
        LOG.warn("[{}] {}: {}", jail, action, told());
        everTold = true;
        toldAt = now;
        untold = 0;
        missing = 0;
        mistimed = 0;
        strangers = 0;
      }
    }
  }

  private String told() {
    List<String> parts = new ArrayList<>(3);
    if (missing > 0) {
      String are = missing == 1 ? "is" : "are";
      parts.add(
          bans(missing) + " had been removed by somebody else and " + are + " in force again");
    }
    if (mistimed > 0) {
      parts.add(bans(mistimed) + " had another end than sentenced and " + set(mistimed));
    }
    if (strangers > 0) {
      parts.add(
          strangers + (strangers == 1 ? " unknown element" : " unknown elements") + " removed");
    }
    String times = untold == 1 ? "" : " (" + untold + " repairs)";
    return String.join("; ", parts) + times;
  }

  private static String bans(int count) {
    return count + (count == 1 ? " ban" : " bans");
  }

  private static String set(int count) {
    return count == 1 ? "was set right" : "were set right";
  }
}
