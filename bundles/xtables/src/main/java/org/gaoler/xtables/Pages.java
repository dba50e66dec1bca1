package org.gaoler.xtables;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gaoler.api.IpBlock;

/**
 * What is known to be in one jail's chains: the bans, divided among pages so short that one of them
 * is searched and freed in a few milliseconds. The tool reads a chain whole for each deletion.
 */
final class Pages {

  /** Bans on a page; the jail's own chain, page 0, is all that most jails ever need. */
  static final int ROOM = 250;

  private static final int LAST = 999;

  private final Map<IpBlock, Entry> bans = new LinkedHashMap<>();
  private final SortedMap<Integer, Set<IpBlock>> pages = new TreeMap<>();

  /** Where the next ban goes, so that those who come together stay together. */
  private int open;

  /**
   * One ban.
   *
   * @param until its end as the comment tells it
   * @param page where its rule stands
   */
  record Entry(String until, int page) {}

  Pages() {
    clear();
  }

  void clear() {
    bans.clear();
    pages.clear();
    pages.put(0, new LinkedHashSet<>());
    open = 0;
  }

  int size() {
    return bans.size();
  }

  boolean has(IpBlock block) {
    return bans.containsKey(block);
  }

  /** The ban of somebody who {@link #has} one. */
  Entry of(IpBlock block) {
    return bans.get(block);
  }

  /** The bans on a page, in the order in which they came; empty if there is no such page. */
  Set<IpBlock> on(int page) {
    return pages.getOrDefault(page, Set.of());
  }

  /** The pages there are, page 0 always. */
  List<Integer> numbers() {
    return new ArrayList<>(pages.keySet());
  }

  /**
   * Finds room for bans that are about to come; changes nothing.
   *
   * @return the page of each, which may not be there yet
   */
  List<Integer> room(int count) {
    Map<Integer, Integer> filled = new HashMap<>();
    pages.forEach((page, bans) -> filled.put(page, bans.size()));
    List<Integer> room = new ArrayList<>(count);
    int page = open;
    for (int i = 0; i < count; i++) {
      if (filled.getOrDefault(page, 0) >= ROOM) {
        page = roomy(filled);
      }
      filled.merge(page, 1, Integer::sum);
      room.add(page);
    }
    return room;
  }

  private static int roomy(Map<Integer, Integer> filled) {
    int page = 0;
    while (page < LAST && filled.getOrDefault(page, 0) > ROOM / 2) {
      page++;
    }
    return page;
  }

  /** Learns of a ban, which replaces one of the same address. */
  void put(IpBlock block, String until, int page) {
    remove(block);
    bans.put(block, new Entry(until, page));
    pages.computeIfAbsent(page, unseen -> new LinkedHashSet<>()).add(block);
    open = page;
  }

  /** Forgets a ban, and its page if that was the last one. */
  void remove(IpBlock block) {
    Entry entry = bans.remove(block);
    if (entry == null) {
      return;
    }
    Set<IpBlock> page = pages.get(entry.page());
    page.remove(block);
    if (page.isEmpty() && entry.page() > 0) {
      pages.remove(entry.page());
    }
  }

  /** The same bans and more, on as few pages as can hold them. */
  Pages packed(Map<IpBlock, String> news, Collection<IpBlock> gone) {
    Map<IpBlock, String> all = new LinkedHashMap<>();
    bans.forEach((block, entry) -> all.put(block, entry.until()));
    all.putAll(news);
    gone.forEach(all::remove);
    Pages packed = new Pages();
    Iterator<Integer> room = packed.room(all.size()).iterator();
    all.forEach((block, until) -> packed.put(block, until, room.next()));
    return packed;
  }
}
