package org.gaoler.xtables;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gaoler.api.IpBlock;

/** Words the commits that bring the chains of one jail to what is wanted. */
record Wording(Rules rules) {

  /**
   * Puts bans on pages with room for them, and lifts others.
   *
   * @param known what is there
   * @param news bans with their ends; of those who are there already, the old ones go
   * @param room the page for each of the news
   * @param gone whose bans are lifted, if they are there
   */
  List<String> changes(
      Pages known, Map<IpBlock, String> news, List<Integer> room, List<IpBlock> gone) {
    List<String> changes = new ArrayList<>();
    List<Integer> present = known.numbers();
    room.stream()
        .distinct()
        .filter(page -> !present.contains(page))
        .forEach(
            page -> {
              changes.add("-N " + rules.page(page));
              changes.add("-I " + rules.chain() + " " + rules.turn(page));
            });
    Iterator<Integer> pages = room.iterator();
    news.forEach(
        (block, until) -> {
          int page = pages.next();
          changes.add("-I " + rules.page(page) + " " + rules.ban(block, until));
        });
    newestFirst(known, news.keySet())
        .forEach(block -> changes.add(deletion(block, known.of(block))));
    newestFirst(known, gone).forEach(block -> changes.add(deletion(block, known.of(block))));
    emptied(known, news, room, gone)
        .forEach(
            page -> {
              changes.add("-D " + rules.chain() + " " + rules.turn(page));
              changes.add("-X " + rules.page(page));
            });
    return changes;
  }

  private String deletion(IpBlock block, Pages.Entry entry) {
    return "-D " + rules.page(entry.page()) + " " + rules.ban(block, entry.until());
  }

  /** The newest rules stand first, where the tool finds them at once. */
  private List<IpBlock> newestFirst(Pages known, Collection<IpBlock> blocks) {
    List<IpBlock> present = blocks.stream().distinct().filter(known::has).toList();
    if (present.size() < 2) {
      return present;
    }
    Set<IpBlock> wanted = new HashSet<>(present);
    List<IpBlock> ordered = new ArrayList<>(present.size());
    for (int page : known.numbers()) {
      known.on(page).stream().filter(wanted::contains).forEach(ordered::add);
    }
    Collections.reverse(ordered);
    return ordered;
  }

  /** The pages that lose their last ban. */
  private List<Integer> emptied(
      Pages known, Map<IpBlock, String> news, List<Integer> room, List<IpBlock> gone) {
    Map<Integer, Integer> leaving = new TreeMap<>();
    Stream.concat(news.keySet().stream(), gone.stream())
        .distinct()
        .filter(known::has)
        .forEach(block -> leaving.merge(known.of(block).page(), 1, Integer::sum));
    return leaving.entrySet().stream()
        .filter(page -> page.getKey() > 0 && !room.contains(page.getKey()))
        .filter(page -> page.getValue() == known.on(page.getKey()).size())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Everything, from any state: the chains with their bans, others' rules in them, the jumps. */
  List<String> whole(Listing listing, Pages wanted) {
    Set<Integer> pages = new TreeSet<>(rules.pages(listing));
    Set<Integer> obsolete = new TreeSet<>(pages);
    wanted.numbers().forEach(obsolete::remove);
    pages.addAll(wanted.numbers());
    List<String> changes = new ArrayList<>();
    rules.aside().ifPresent(aside -> aside.making().forEach(changes::add));
    pages.forEach(page -> changes.add(":" + rules.page(page) + " - [0:0]"));
    for (int page : pages) {
      String append = "-A " + rules.page(obsolete.contains(page) ? 0 : page) + " ";
      rules.foreign(listing, page).forEach(rule -> changes.add(append + rule));
      List<IpBlock> bans = new ArrayList<>(wanted.on(page));
      Collections.reverse(bans);
      bans.forEach(block -> changes.add(append + rules.ban(block, wanted.of(block).until())));
    }
    String append = "-A " + rules.chain() + " ";
    wanted.numbers().stream()
        .filter(page -> page > 0)
        .forEach(page -> changes.add(append + rules.turn(page)));
    rules.standing().forEach(rule -> changes.add(append + rule));
    changes.add(append + Rules.END);
    obsolete.forEach(page -> changes.add("-X " + rules.page(page)));
    if (!rules.entered(listing)) {
      changes.addAll(rules.entering(listing));
    }
    return changes;
  }
}
