package org.gaoler.core.jail;

import java.util.List;
import java.util.function.Function;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.Fault;
import org.gaoler.api.Sentence;
import org.gaoler.core.docket.Docket;
import org.gaoler.core.journal.Journal;
import org.gaoler.core.notice.Notices;

/**
 * Gives everybody back what the store remembers of the time before a restart.
 *
 * @param jails finds or makes a jail by its name
 */
record Recovery(
    Docket docket,
    Journal journal,
    Notices notices,
    Chronicle chronicle,
    Actions actions,
    Counters counters,
    Function<String, Jail> jails) {

  void from(BanStore store) {
    try {
      List<Entry> entries = store.load();
      if (entries.isEmpty()) {
        actions.storeLost();
      }
      entries.forEach(this::restore);
    } catch (Fault | RuntimeException fault) {
      actions.storeLost();
      chronicle.fault("what was stored before could not be read: " + fault.getMessage());
    }
  }

  private void restore(Entry entry) {
    if (entry instanceof BanStore.Imposed imposed) {
      restore(imposed.sentence());
    } else if (entry instanceof BanStore.Opened opened) {
      actions.restore(opened);
    } else if (entry instanceof BanStore.Owed owed) {
      actions.restore(owed);
    } else if (entry instanceof BanStore.Counted counted) {
      counters.restore(counted);
    } else if (entry instanceof BanStore.Read read) {
      jails.apply(read.jail()).restore(entry);
    } else if (entry instanceof BanStore.Memory memory) {
      jails.apply(memory.jail()).restore(entry);
    } else if (entry instanceof BanStore.Window window) {
      jails.apply(window.jail()).restore(entry);
    } else if (entry instanceof BanStore.Ended ended) {
      jails.apply(ended.jail()).restore(entry);
    }
  }

  private void restore(Sentence sentence) {
    if (docket.impose(sentence)) {
      chronicle.restored(sentence);
    } else {
      notices.missed(sentence);
      journal.append(
          List.of(
              new BanStore.Ended(sentence.jail(), sentence.offender(), sentence.until(), false)));
    }
  }
}
