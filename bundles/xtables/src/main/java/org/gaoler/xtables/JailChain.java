package org.gaoler.xtables;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gaoler.api.Ban;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Teardown;
import org.gaoler.api.Traffic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One jail's chain in one family, and what is known to be in it. Every change is one commit. A
 * commit that is refused shows that somebody else was there: then everything is read and the chain
 * written anew, once.
 */
final class JailChain implements BanChain {

  private static final Logger LOG = LoggerFactory.getLogger(JailChain.class);

  static final Pattern COUNTED = Pattern.compile("\\[(\\d{1,18}):(\\d{1,18})] -A (\\S+) (.*)");

  private static final IpBlock REHEARSED = new IpBlock(IpBlock.Family.IPV6, 0, 1, 128);

  private final Xtables xtables;
  private final Rules rules;
  private final Wording wording;

  private Pages known = new Pages();

  /** Whether the last commit may have failed halfway. */
  private boolean doubtful;

  private final Interval check = new Interval(System::nanoTime);
  private boolean touched;

  JailChain(Xtables xtables, Rules rules) {
    this.xtables = xtables;
    this.rules = rules;
    this.wording = new Wording(rules);
  }

  @Override
  public void open() throws Fault, InterruptedException {
    Listing listing = xtables.list();
    known = read(listing);
    if (!sound(listing)) {
      Pages wanted = known.packed(Map.of(), List.of());
      xtables.commit(wording.whole(listing, wanted));
      known = wanted;
    }
    xtables.commit(rules.guards());
    // Java loads on first use what these need, which would take 20 ms of the first ban
    Rules.until(Instant.EPOCH);
    wording.changes(known, Map.of(REHEARSED, ""), known.room(1), List.of(REHEARSED));
    doubtful = false;
  }

  /** The newest stands first. */
  private Pages read(Listing listing) {
    Pages found = new Pages();
    for (int page : rules.pages(listing)) {
      List<Ban> bans = new ArrayList<>(rules.bans(listing, page));
      Collections.reverse(bans);
      bans.forEach(ban -> found.put((IpBlock) ban.offender(), Rules.until(ban.until()), page));
    }
    return found;
  }

  @Override
  public void ban(List<Ban> bans) throws Fault, InterruptedException {
    Map<IpBlock, String> news = new LinkedHashMap<>();
    for (Ban ban : bans) {
      news.put((IpBlock) ban.offender(), Rules.until(ban.until()));
    }
    news.entrySet()
        .removeIf(
            ban ->
                known.has(ban.getKey()) && ban.getValue().equals(known.of(ban.getKey()).until()));
    change(news, List.of());
  }

  @Override
  public void unban(List<IpBlock> blocks) throws Fault, InterruptedException {
    change(Map.of(), blocks);
  }

  @Override
  public void verify() throws Fault, InterruptedException {
    if (!touched || !check.over()) {
      return;
    }
    check.begin();
    if (!committed(rules.guards())) {
      rewrite(Map.of(), List.of());
    }
    check.end();
    touched = false;
  }

  @Override
  public Optional<Instant> end(IpBlock block) {
    return known.has(block) ? Rules.end(known.of(block).until()) : Optional.empty();
  }

  @Override
  public List<Ban> inForce() throws Fault, InterruptedException {
    Listing listing = xtables.list();
    boolean refused = rules.aside().filter(aside -> !aside.stands(listing)).isEmpty();
    if (!refused || !rules.stands(listing) || !rules.entered(listing)) {
      return List.of();
    }
    return rules.pages(listing).stream()
        .filter(page -> rules.turned(listing, page))
        .flatMap(page -> rules.bans(listing, page).stream())
        .toList();
  }

  @Override
  public Map<IpBlock, Traffic> traffic() throws Fault, InterruptedException {
    Map<IpBlock, Traffic> traffic = new HashMap<>();
    Set<String> chains = known.numbers().stream().map(rules::page).collect(Collectors.toSet());
    for (String line : xtables.counted()) {
      Matcher rule = COUNTED.matcher(line);
      if (rule.matches() && chains.contains(rule.group(3))) {
        rules
            .read(rule.group(4))
            .ifPresent(ban -> traffic.put((IpBlock) ban.offender(), stopped(rule)));
      }
    }
    return traffic;
  }

  static Traffic stopped(Matcher counted) {
    return new Traffic(Long.parseLong(counted.group(1)), Long.parseLong(counted.group(2)));
  }

  @Override
  public List<Teardown.Step> removal() throws Fault {
    return new Removals(xtables.program(), rules).ofOwnChains();
  }

  @Override
  public Optional<String> locate(IpBlock block) throws Fault, InterruptedException {
    Listing listing = xtables.list();
    return rules.pages(listing).stream()
        .map(rules::page)
        .flatMap(
            chain ->
                listing.rules(chain).stream()
                    .filter(
                        rule ->
                            rules
                                .read(rule)
                                .filter(ban -> ban.offender().equals(block))
                                .isPresent())
                    .map(rule -> "-A " + chain + " " + rule))
        .findFirst();
  }

  private void change(Map<IpBlock, String> news, List<IpBlock> gone)
      throws Fault, InterruptedException {
    List<Integer> room = known.room(news.size());
    List<String> changes = wording.changes(known, news, room, gone);
    if (!doubtful && changes.isEmpty()) {
      return;
    }
    if (doubtful || ambiguous(news, gone) || !committed(changes)) {
      rewrite(news, gone);
    } else {
      learn(news, room, gone);
    }
    touched = true;
  }

  private boolean ambiguous(Map<IpBlock, String> news, List<IpBlock> gone) {
    return Stream.concat(news.keySet().stream(), gone.stream())
        .filter(known::has)
        .anyMatch(block -> Rules.alike(block, known.on(known.of(block).page()), news.keySet()));
  }

  private void rewrite(Map<IpBlock, String> news, List<IpBlock> gone)
      throws Fault, InterruptedException {
    doubtful = true;
    Pages wanted = known.packed(news, gone);
    xtables.commit(wording.whole(xtables.list(), wanted));
    known = wanted;
    doubtful = false;
  }

  private void learn(Map<IpBlock, String> news, List<Integer> room, List<IpBlock> gone) {
    Iterator<Integer> pages = room.iterator();
    news.forEach((block, until) -> known.put(block, until, pages.next()));
    gone.forEach(known::remove);
  }

  /** Commits changes, and says whether they were accepted. */
  private boolean committed(List<String> changes) throws Fault, InterruptedException {
    doubtful = true;
    try {
      xtables.commit(changes);
      doubtful = false;
      return true;
    } catch (Refusal refused) {
      LOG.warn(
          "chain {} is not as it was left and is written anew: {}",
          rules.chain(),
          refused.getMessage());
      return false;
    }
  }

  private boolean sound(Listing listing) {
    String end = " -j " + rules.target();
    Set<Integer> pages = rules.pages(listing);
    List<String> own =
        pages.stream()
            .flatMap(page -> listing.rules(rules.page(page)).stream())
            .filter(rule -> rules.read(rule).isPresent())
            .toList();
    return listing.has(rules.chain())
        && rules.entered(listing)
        && rules.stands(listing)
        && rules.aside().filter(aside -> !aside.stands(listing)).isEmpty()
        && pages.stream().allMatch(page -> rules.turned(listing, page))
        && pages.equals(new TreeSet<>(known.numbers()))
        && own.size() == known.size()
        && own.stream().allMatch(rule -> rule.endsWith(end));
  }
}
