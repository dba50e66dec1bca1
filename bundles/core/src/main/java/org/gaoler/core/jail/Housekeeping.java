package org.gaoler.core.jail;

import java.util.Collection;
import java.util.List;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.core.journal.Journal;
import org.gaoler.core.notice.Notices;

/** Does every hour what nobody waits for: lifts quiet bans, forgets what is too old to matter. */
final class Housekeeping implements Runnable {

  private final Collection<Jail> jails;
  private final QuietRelease quiet;
  private final Journal journal;
  private final Notices notices;
  private final Warden warden;

  /**
   * Takes the house over.
   *
   * @param jails a live view of all that anything is remembered of
   */
  Housekeeping(
      Collection<Jail> jails, QuietRelease quiet, Journal journal, Notices notices, Warden warden) {
    this.jails = jails;
    this.quiet = quiet;
    this.journal = journal;
    this.notices = notices;
    this.warden = warden;
  }

  @Override
  public void run() {
    quiet.look(List.copyOf(jails));
    tidy();
    notices.retainJails(warden.jails().keySet());
  }

  /** Forgets what is too old to matter, here and in the store. */
  void tidy() {
    for (Jail jail : jails) {
      List<Entry> forgotten = jail.tidy();
      if (!forgotten.isEmpty()) {
        journal.append(forgotten);
      }
    }
  }
}
