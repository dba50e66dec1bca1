package org.gaoler.xtables;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.gaoler.api.Ban;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Teardown;
import org.gaoler.api.Traffic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bans of one jail as rules in a chain that the administrator made and leads packets into.
 * Nothing but those rules is ever made or removed.
 */
final class GuestChain implements BanChain {

  private static final Logger LOG = LoggerFactory.getLogger(GuestChain.class);
  private static final List<String> ENTRIES = List.of("INPUT", "FORWARD");

  private final Xtables xtables;
  private final Rules rules;
  private final Map<IpBlock, String> known = new LinkedHashMap<>();
  private boolean doubtful;

  GuestChain(Xtables xtables, Rules rules) {
    this.xtables = xtables;
    this.rules = rules;
  }

  @Override
  public void open() throws Fault, InterruptedException {
    Listing listing = xtables.list();
    String tool = xtables.program().name();
    if (!listing.has(rules.chain())) {
      throw new Fault(
          "option chain = "
              + rules.chain()
              + " with managed = yes: there is no such chain in the filter table of "
              + tool
              + "; make it with: "
              + tool
              + " -N "
              + rules.chain()
              + " && "
              + remedy(tool));
    }
    if (!led(listing)) {
      throw new Fault(
          "option chain = "
              + rules.chain()
              + " with managed = yes: no packet is led into that chain of "
              + tool
              + "; lead them there with: "
              + remedy(tool));
    }
    List<String> own = own(listing);
    known.clear();
    own.stream()
        .flatMap(rule -> rules.read(rule).stream())
        .forEach(ban -> known.put((IpBlock) ban.offender(), Rules.until(ban.until())));
    boolean sound =
        own.size() == known.size()
            && own.stream().allMatch(rule -> rule.endsWith(" -j " + rules.target()));
    xtables.commit(sound ? List.of() : anew(listing, known));
    doubtful = false;
  }

  private String remedy(String tool) {
    return tool + " -I INPUT -j " + rules.chain();
  }

  /** Whether packets that come in get into the chain, by whatever way. */
  private boolean led(Listing listing) {
    Set<String> reached = new HashSet<>(ENTRIES);
    int before;
    do {
      before = reached.size();
      for (String chain : List.copyOf(reached)) {
        for (String rule : listing.rules(chain)) {
          target(rule).filter(listing::has).ifPresent(reached::add);
        }
      }
    } while (reached.size() > before);
    return reached.contains(rules.chain());
  }

  private static Optional<String> target(String rule) {
    int jump = Math.max(rule.lastIndexOf("-j "), rule.lastIndexOf("-g "));
    return jump < 0 ? Optional.empty() : Optional.of(rule.substring(jump + 3).split(" ")[0]);
  }

  private List<String> own(Listing listing) {
    return listing.rules(rules.chain()).stream()
        .filter(rule -> rules.read(rule).isPresent())
        .toList();
  }

  @Override
  public void ban(List<Ban> bans) throws Fault, InterruptedException {
    Map<IpBlock, String> news = new LinkedHashMap<>();
    for (Ban ban : bans) {
      news.put((IpBlock) ban.offender(), Rules.until(ban.until()));
    }
    news.entrySet().removeIf(ban -> ban.getValue().equals(known.get(ban.getKey())));
    change(news, List.of());
  }

  @Override
  public void unban(List<IpBlock> blocks) throws Fault, InterruptedException {
    change(Map.of(), blocks.stream().distinct().filter(known::containsKey).toList());
  }

  private void change(Map<IpBlock, String> news, List<IpBlock> gone)
      throws Fault, InterruptedException {
    if (!doubtful && news.isEmpty() && gone.isEmpty()) {
      return;
    }
    Map<IpBlock, String> wanted = new LinkedHashMap<>(known);
    wanted.putAll(news);
    gone.forEach(wanted::remove);
    if (doubtful || ambiguous(news, gone) || !committed(changes(news, gone))) {
      doubtful = true;
      xtables.commit(anew(xtables.list(), wanted));
      doubtful = false;
    }
    known.clear();
    known.putAll(wanted);
  }

  private boolean committed(List<String> changes) throws Fault, InterruptedException {
    doubtful = true;
    try {
      xtables.commit(changes);
      doubtful = false;
      return true;
    } catch (Refusal refused) {
      LOG.warn(
          "chain {} is not as it was left; jail {}'s rules in it are written anew: {}",
          rules.chain(),
          rules.jail(),
          refused.getMessage());
      return false;
    }
  }

  private List<String> changes(Map<IpBlock, String> news, List<IpBlock> gone) {
    List<String> changes = new ArrayList<>();
    news.forEach((block, until) -> changes.add(line("-I", rules.ban(block, until))));
    Stream.concat(news.keySet().stream(), gone.stream())
        .filter(known::containsKey)
        .forEach(block -> changes.add(line("-D", rules.ban(block, known.get(block)))));
    return changes;
  }

  private boolean ambiguous(Map<IpBlock, String> news, List<IpBlock> gone) {
    return Stream.concat(news.keySet().stream(), gone.stream())
        .filter(known::containsKey)
        .anyMatch(block -> Rules.alike(block, known.keySet(), news.keySet()));
  }

  /** The jail's rules, from any state of them. */
  private List<String> anew(Listing listing, Map<IpBlock, String> bans) {
    List<String> changes = new ArrayList<>();
    own(listing).forEach(rule -> changes.add(line("-D", rule)));
    bans.forEach((block, until) -> changes.add(line("-I", rules.ban(block, until))));
    return changes;
  }

  private String line(String command, String rule) {
    return command + " " + rules.chain() + " " + rule;
  }

  /** The administrator's jumps are looked at whenever everything is. */
  @Override
  public void verify() {}

  @Override
  public Optional<Instant> end(IpBlock block) {
    return Optional.ofNullable(known.get(block)).flatMap(Rules::end);
  }

  @Override
  public List<Ban> inForce() throws Fault, InterruptedException {
    Listing listing = xtables.list();
    return led(listing) ? rules.bans(listing, 0) : List.of();
  }

  @Override
  public Map<IpBlock, Traffic> traffic() throws Fault, InterruptedException {
    Map<IpBlock, Traffic> traffic = new HashMap<>();
    for (String line : xtables.counted()) {
      Matcher rule = JailChain.COUNTED.matcher(line);
      if (rule.matches() && rule.group(3).equals(rules.chain())) {
        rules
            .read(rule.group(4))
            .ifPresent(ban -> traffic.put((IpBlock) ban.offender(), JailChain.stopped(rule)));
      }
    }
    return traffic;
  }

  @Override
  public Optional<String> locate(IpBlock block) throws Fault, InterruptedException {
    return own(xtables.list()).stream()
        .filter(rule -> rules.read(rule).filter(ban -> ban.offender().equals(block)).isPresent())
        .map(rule -> line("-A", rule))
        .findFirst();
  }

  @Override
  public List<Teardown.Step> removal() throws Fault {
    return new Removals(xtables.program(), rules).ofGuests();
  }
}
