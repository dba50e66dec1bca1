package org.gaoler.core.docket;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers threads that were given up since a call of a plugin never came back, and ends the
 * process when there are too many: bans stay, and whoever supervises it starts it anew.
 */
public final class Strays {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  /** So many lost threads are borne with. */
  private static final int MOST = 4;

  private final List<Thread> strays = new ArrayList<>();
  private final Runnable exit;
  private boolean exiting;

  /**
   * Begins without any.
   *
   * @param exit ends the process; must not block
   */
  public Strays(Runnable exit) {
    this.exit = exit;
  }

  synchronized void add(Thread stray) {
    strays.removeIf(each -> !each.isAlive());
    strays.add(stray);
    if (strays.size() >= MOST && !exiting) {
      exiting = true;
      LOG.error(
          "{} calls of actions hang and cannot be interrupted ({}): Gaoler ends itself to be started"
              + " anew, every ban stays in force; update or leave out the actions that are named"
              + " above",
          strays.size(),
          String.join(", ", strays.stream().map(Thread::getName).toList()));
      exit.run();
    }
  }
}
