package org.gaoler.xtables;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gaoler.api.Ban;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Traffic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One jail's chain in one family, and what is known to be in it. Every change is one commit. A
 * commit that is refused shows that somebody else was there: then everything is read and the chain
 * written anew, once.
 */
final class JailChain {

  private static final Logger LOG = LoggerFactory.getLogger(JailChain.class);

  /** From this many deletions on the chain is written anew: each one reads the whole chain. */
  private static final int MANY = 15;

  private static final Pattern COUNTERS = Pattern.compile("\\[(\\d{1,18}):(\\d{1,18})]");

  private static final IpBlock REHEARSED = new IpBlock(IpBlock.Family.IPV6, 0, 1, 128);

  private final Xtables xtables;
  private final Rules rules;

  /** The end of each ban in the chain, as its comment tells it. */
  private final Map<IpBlock, String> known = new LinkedHashMap<>();

  /** Whether the last commit may have failed halfway. */
  private boolean doubtful;

  private final Interval check = new Interval(System::nanoTime);
  private boolean touched;

  JailChain(Xtables xtables, Rules rules) {
    this.xtables = xtables;
    this.rules = rules;
  }

  /**
   * Reads what is there and makes what is missing; touches nothing that is right. The last commit
   * changes nothing and has everything at hand that the first ban needs.
   */
  void open() throws Fault, InterruptedException {
    Listing listing = xtables.list();
    known.clear();
    rules
        .bans(listing)
        .forEach(ban -> known.put((IpBlock) ban.offender(), Rules.until(ban.until())));
    if (!sound(listing)) {
      xtables.commit(whole(listing, known));
    }
    xtables.commit(rules.guards());
    // Java loads on first use what these need, which would take 20 ms of the first ban
    Rules.until(Instant.EPOCH);
    changes(Map.of(REHEARSED, ""), List.of(REHEARSED));
    doubtful = false;
  }

  /** Puts bans in force, or renews those that have another end now. */
  void ban(List<Ban> bans) throws Fault, InterruptedException {
    Map<IpBlock, String> news = new LinkedHashMap<>();
    for (Ban ban : bans) {
      news.put((IpBlock) ban.offender(), Rules.until(ban.until()));
    }
    news.entrySet().removeIf(ban -> ban.getValue().equals(known.get(ban.getKey())));
    change(news, List.of());
  }

  /** Lifts bans; what is not there is no error. */
  void unban(List<IpBlock> blocks) throws Fault, InterruptedException {
    change(Map.of(), blocks);
  }

  /**
   * Now and then after a change, looks whether packets are still led into the chain, and mends
   * that. It is no part of the change itself because iptables reads the whole table for it.
   */
  void verify() throws Fault, InterruptedException {
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

  /** What is really in force: nothing if no packet is led into the chain. */
  List<Ban> inForce() throws Fault, InterruptedException {
    Listing listing = xtables.list();
    boolean refused = rules.aside().filter(aside -> !aside.stands(listing)).isEmpty();
    return refused && rules.entered(listing) ? rules.bans(listing) : List.of();
  }

  /** What each rule of a ban has stopped. */
  Map<IpBlock, Traffic> traffic() throws Fault, InterruptedException {
    Map<IpBlock, Traffic> traffic = new HashMap<>();
    String appended = " -A " + rules.chain() + " ";
    for (String line : xtables.counted()) {
      int rule = line.indexOf(appended);
      Matcher counters = COUNTERS.matcher(line);
      if (rule > 0 && counters.lookingAt()) {
        Traffic stopped =
            new Traffic(Long.parseLong(counters.group(1)), Long.parseLong(counters.group(2)));
        rules
            .read(line.substring(rule + appended.length()))
            .ifPresent(ban -> traffic.put((IpBlock) ban.offender(), stopped));
      }
    }
    return traffic;
  }

  /** The rule of a ban as the tool prints it. */
  Optional<String> locate(IpBlock block) throws Fault, InterruptedException {
    return xtables.list().rules(rules.chain()).stream()
        .filter(rule -> rules.read(rule).filter(ban -> ban.offender().equals(block)).isPresent())
        .map(rule -> "-A " + rules.chain() + " " + rule)
        .findFirst();
  }

  private void change(Map<IpBlock, String> news, List<IpBlock> gone)
      throws Fault, InterruptedException {
    List<String> changes = changes(news, gone);
    if (!doubtful && changes.isEmpty()) {
      return;
    }
    boolean few = changes.size() - news.size() < MANY;
    if (doubtful || !few || ambiguous(news, gone) || !committed(changes)) {
      rewrite(news, gone);
    }
    learn(known, news, gone);
    touched = true;
  }

  /**
   * Whether the tool could take another rule for one that is to be deleted: iptables-nft compares
   * only the first half of IPv6 addresses, so that an address looks like the network around it.
   */
  private boolean ambiguous(Map<IpBlock, String> news, List<IpBlock> gone) {
    return Stream.concat(news.keySet().stream(), gone.stream())
        .filter(block -> block.family() == IpBlock.Family.IPV6 && known.containsKey(block))
        .anyMatch(
            block ->
                Stream.concat(known.keySet().stream(), news.keySet().stream())
                    .anyMatch(other -> !other.equals(block) && other.high() == block.high()));
  }

  private List<String> changes(Map<IpBlock, String> news, List<IpBlock> gone) {
    List<String> changes = new ArrayList<>();
    news.forEach((block, until) -> changes.add(rules.insertion(block, until)));
    Stream.concat(news.keySet().stream(), gone.stream().distinct())
        .filter(known::containsKey)
        .forEach(block -> changes.add(rules.deletion(block, known.get(block))));
    return changes;
  }

  private void rewrite(Map<IpBlock, String> news, List<IpBlock> gone)
      throws Fault, InterruptedException {
    doubtful = true;
    Map<IpBlock, String> wanted = new LinkedHashMap<>(known);
    learn(wanted, news, gone);
    xtables.commit(whole(xtables.list(), wanted));
    doubtful = false;
  }

  private static void learn(
      Map<IpBlock, String> bans, Map<IpBlock, String> news, List<IpBlock> gone) {
    bans.putAll(news);
    gone.forEach(bans::remove);
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
    List<String> own =
        listing.rules(rules.chain()).stream().filter(rule -> rules.read(rule).isPresent()).toList();
    return listing.has(rules.chain())
        && rules.entered(listing)
        && rules.aside().filter(aside -> !aside.stands(listing)).isEmpty()
        && own.size() == known.size()
        && own.stream().allMatch(rule -> rule.endsWith(" -j " + rules.target()));
  }

  /** Everything, from any state: the chain with its bans, others' rules in it, and the jumps. */
  private List<String> whole(Listing listing, Map<IpBlock, String> bans) {
    String append = "-A " + rules.chain() + " ";
    List<String> changes = new ArrayList<>();
    rules.aside().ifPresent(aside -> aside.making().forEach(changes::add));
    changes.add(":" + rules.chain() + " - [0:0]");
    rules.foreign(listing).forEach(rule -> changes.add(append + rule));
    bans.forEach((block, until) -> changes.add(append + rules.ban(block, until)));
    changes.add(append + Rules.END);
    if (!rules.entered(listing)) {
      changes.addAll(rules.entering(listing));
    }
    return changes;
  }
}
