package org.gaoler.core.jail;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.Fault;
import org.gaoler.api.Sentence;
import org.gaoler.core.docket.Docket;
import org.gaoler.core.journal.Journal;
import org.gaoler.core.notice.Notices;

/** Gives everybody back what the store remembers of the time before a restart. */
final class Recovery {

  private final Docket docket;
  private final Journal journal;
  private final Notices notices;
  private final Chronicle chronicle;
  private final Actions actions;
  private final Counters counters;
  private final Function<String, Jail> jails;
  private final Runnable unread;
  private final List<Entry> afterwards = new ArrayList<>();
  private boolean anything;

  /**
   * Prepares.
   *
   * @param jails finds or makes a jail by its name
   * @param unread told if it cannot be read what was stored
   */
  Recovery(
      Docket docket,
      Journal journal,
      Notices notices,
      Chronicle chronicle,
      Actions actions,
      Counters counters,
      Function<String, Jail> jails,
      Runnable unread) {
    this.docket = docket;
    this.journal = journal;
    this.notices = notices;
    this.chronicle = chronicle;
    this.actions = actions;
    this.counters = counters;
    this.jails = jails;
    this.unread = unread;
  }

  void from(BanStore store) {
    try {
      load(store);
      if (!anything) {
        actions.storeLost();
      }
    } catch (Fault | RuntimeException fault) {
      actions.storeLost();
      unread.run();
      chronicle.fault("what was stored before could not be read: " + fault.getMessage());
    }
    if (!afterwards.isEmpty()) {
      journal.append(afterwards);
    }
    for (Sentence sentence : docket.all()) {
      restore(sentence.jail(), new BanStore.Imposed(sentence));
    }
  }

  private void load(BanStore store) throws Fault {
    Relay relay = new Relay(this::restore);
    try {
      store.load(relay::pass);
    } finally {
      relay.finish();
    }
  }

  private void restore(Entry entry) {
    anything = true;
    if (entry instanceof BanStore.Imposed imposed) {
      restore(imposed.sentence());
    } else if (entry instanceof BanStore.Opened opened) {
      actions.restore(opened);
    } else if (entry instanceof BanStore.Owed owed) {
      actions.restore(owed);
    } else if (entry instanceof BanStore.Counted counted) {
      counters.restore(counted);
    } else if (entry instanceof BanStore.Read read) {
      restore(read.jail(), read);
    } else if (entry instanceof BanStore.Memory memory) {
      restore(memory.jail(), memory);
    } else if (entry instanceof BanStore.Window window) {
      restore(window.jail(), window);
    } else if (entry instanceof BanStore.Marked marked) {
      restore(marked.jail(), marked);
    } else if (entry instanceof BanStore.Ended ended) {
      restore(ended.jail(), ended);
    }
  }

  private void restore(String jail, Entry entry) {
    jails.apply(jail).restore(entry, afterwards);
  }

  private void restore(Sentence sentence) {
    if (docket.impose(sentence)) {
      chronicle.restored(sentence);
    } else {
      notices.missed(sentence);
      afterwards.add(
          new BanStore.Ended(sentence.jail(), sentence.offender(), sentence.until(), false));
    }
  }
}
