package org.gaoler.core.journal;

import java.time.Instant;
import java.util.List;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;

/** Tells which entries speak of the same thing, so that the later one replaces the earlier. */
final class EntryKey {

  private EntryKey() {}

  static Object of(Entry entry) {
    if (entry instanceof BanStore.Read read) {
      return List.of(BanStore.Read.class, read.jail(), read.source());
    } else if (entry instanceof BanStore.Memory memory) {
      return List.of(BanStore.Memory.class, memory.jail(), memory.source());
    } else if (entry instanceof BanStore.Window window) {
      return List.of(BanStore.Window.class, window.jail(), window.offender());
    } else if (entry instanceof BanStore.Marked marked) {
      return List.of(BanStore.Window.class, marked.jail(), marked.offender());
    } else if (entry instanceof BanStore.Imposed imposed) {
      return List.of(
          BanStore.Imposed.class, imposed.sentence().jail(), imposed.sentence().offender());
    } else if (entry instanceof BanStore.Ended ended) {
      return List.of(BanStore.Ended.class, ended.jail(), ended.offender());
    } else if (entry instanceof BanStore.Lapsed lapsed) {
      return List.of(BanStore.Lapsed.class, lapsed.jail(), lapsed.offender());
    } else if (entry instanceof BanStore.Opened opened) {
      return List.of(BanStore.Opened.class, opened.jail(), opened.action());
    } else if (entry instanceof BanStore.Counted counted) {
      return List.of(BanStore.Counted.class, counted.jail(), counted.offender());
    } else if (entry instanceof BanStore.Owed owed) {
      return notice(owed.notice().jail(), owed.action(), owed.notice().id());
    } else if (entry instanceof BanStore.Told told) {
      return notice(told.jail(), told.action(), told.id());
    }
    return entry;
  }

  /** One entry that leads to the same as both. */
  static Entry merged(Entry before, Entry entry) {
    if (entry instanceof BanStore.Marked marked && before instanceof BanStore.Window window) {
      return new BanStore.Window(marked.jail(), marked.offender(), marked.after(window.marks()));
    } else if (entry instanceof BanStore.Marked marked && before instanceof BanStore.Marked last) {
      Instant since = last.since().isAfter(marked.since()) ? last.since() : marked.since();
      return new BanStore.Marked(
          marked.jail(), marked.offender(), marked.after(last.marks()), since);
    }
    return entry;
  }

  /** What is told need not be kept any more. */
  private static Object notice(String jail, String action, String id) {
    return List.of(BanStore.Owed.class, jail, action, id);
  }
}
