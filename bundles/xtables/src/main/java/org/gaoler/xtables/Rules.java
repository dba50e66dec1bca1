package org.gaoler.xtables;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gaoler.api.Ban;
import org.gaoler.api.IpBlock;
import org.gaoler.api.TimeSpan;

/**
 * Writes and reads the rules of one jail in one family, in the notation of {@code iptables-save};
 * each carries the jail's name in a comment.
 *
 * @param jail named in the comment of every rule
 * @param chain the jail's own chain
 * @param entrance what is led into it
 * @param target what becomes of banned packets, or the chain of {@code aside}
 * @param aside the chain that banned packets are led into, if they are not just refused
 * @param standing rules at the end of the jail's own chain, whoever is banned
 */
public record Rules(
    String jail,
    String chain,
    Entrance entrance,
    String target,
    Optional<Aside> aside,
    List<String> standing) {

  /** The last rule of the chain: whoever is not banned goes on where he came from. */
  static final String END = "-j RETURN";

  private static final String NEVER = "never";
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,2}");
  private static final Pattern SOURCE = Pattern.compile("-s (\\S+) -m comment --comment \"");

  /**
   * Rules of a chain whose target says all.
   *
   * @param jail named in the comment of every rule
   * @param chain the jail's own chain
   * @param entrance what is led into it
   * @param target what becomes of banned packets
   */
  public Rules(String jail, String chain, Entrance entrance, String target) {
    this(jail, chain, entrance, target, Optional.empty(), List.of());
  }

  /**
   * Rules of a chain that leads banned packets into another.
   *
   * @param jail named in the comment of every rule
   * @param chain the jail's own chain
   * @param entrance what is led into it
   * @param aside where banned packets go
   */
  public Rules(String jail, String chain, Entrance entrance, Aside aside) {
    this(jail, chain, entrance, aside.chain(), Optional.of(aside), List.of());
  }

  /**
   * Rules of a jail that is a guest in a chain of the administrator's.
   *
   * @param jail named in the comment of every rule
   * @param chain the administrator's
   * @param target what becomes of banned packets
   * @return rules that no chain is made for and nothing is led into
   */
  public static Rules guest(String jail, String chain, String target) {
    return new Rules(jail, chain, new Entrance(chain, List.of()), target);
  }

  /** Whether the chain is somebody else's. */
  boolean guest() {
    return entrance.parent().equals(chain);
  }

  /** When a ban ends, as its comment tells it: seconds since 1970, rounded up. */
  static String until(Instant end) {
    if (!end.isBefore(TimeSpan.FOREVER)) {
      return NEVER;
    }
    return String.valueOf(end.getNano() > 0 ? end.getEpochSecond() + 1 : end.getEpochSecond());
  }

  /** The rule of a ban as it stands behind {@code -A} and the chain's name. */
  String ban(IpBlock block, String until) {
    return "-s "
        + block.address()
        + "/"
        + block.prefix()
        + " -m comment --comment \""
        + tag()
        + " until="
        + until
        + "\" -j "
        + target;
  }

  /** The chain that holds a page of bans; the jail's own holds page 0. */
  String page(int number) {
    return number == 0 ? chain : ChainName.page(chain) + number;
  }

  /** What leads from the jail's own chain to a page. */
  String turn(int page) {
    return "-m comment --comment \"" + tag() + "\" -j " + page(page);
  }

  /** The pages that are in the table, reached or not. */
  SortedSet<Integer> pages(Listing listing) {
    String base = ChainName.page(chain);
    SortedSet<Integer> pages = new TreeSet<>(Set.of(0));
    for (String each : listing.chains().keySet()) {
      if (each.startsWith(base) && NUMBER.matcher(each.substring(base.length())).matches()) {
        pages.add(Integer.parseInt(each.substring(base.length())));
      }
    }
    return pages;
  }

  /** Whether a page is reached from the jail's own chain, once. */
  boolean turned(Listing listing, int page) {
    return page == 0 || listing.rules(chain).stream().filter(turn(page)::equals).count() == 1;
  }

  /**
   * Whether the tool could take the rule of somebody else for the one that is to be deleted:
   * iptables-nft compares only the first half of IPv6 addresses, so that an address looks like the
   * network around it.
   *
   * @param deleted whose rule is to be deleted
   * @param beside those whose rules stand in the same chain
   * @param coming those who get one in the same commit
   */
  static boolean alike(IpBlock deleted, Set<IpBlock> beside, Set<IpBlock> coming) {
    return deleted.family() == IpBlock.Family.IPV6
        && Stream.concat(beside.stream(), coming.stream())
            .anyMatch(other -> !other.equals(deleted) && other.high() == deleted.high());
  }

  /** Lines that have a commit refused if the chain is not entered. */
  List<String> guards() {
    return jumps().stream().map(jump -> "-C " + entrance.parent() + " " + jump).toList();
  }

  /** Whether the chain is entered once by every jump, before anybody else's rule. */
  boolean entered(Listing listing) {
    List<String> first =
        listing.rules(entrance.parent()).stream()
            .takeWhile(rule -> rule.contains("-m comment --comment \"gaoler:"))
            .filter(this::jump)
            .toList();
    long all = listing.chains().values().stream().flatMap(List::stream).filter(this::jump).count();
    return first.equals(jumps()) && all == first.size();
  }

  /** Lines that remove every jump into the chain, wherever it is, and put it where it belongs. */
  List<String> entering(Listing listing) {
    Stream<String> removals =
        listing.chains().entrySet().stream()
            .flatMap(
                other ->
                    other.getValue().stream()
                        .filter(this::jump)
                        .map(rule -> "-D " + other.getKey() + " " + rule));
    List<String> jumps = jumps();
    Stream<String> insertions =
        Stream.iterate(jumps.size() - 1, i -> i >= 0, i -> i - 1)
            .map(i -> "-I " + entrance.parent() + " " + jumps.get(i));
    return Stream.concat(removals, insertions).toList();
  }

  /** The bans on a page. */
  List<Ban> bans(Listing listing, int page) {
    return listing.rules(page(page)).stream().flatMap(rule -> read(rule).stream()).toList();
  }

  /** The rules on a page that somebody else has put there. */
  List<String> foreign(Listing listing, int page) {
    Set<Integer> pages = pages(listing);
    return listing.rules(page(page)).stream()
        .filter(rule -> read(rule).isEmpty() && !rule.equals(END) && !standing(rule))
        .filter(rule -> page > 0 || pages.stream().noneMatch(other -> rule.equals(turn(other))))
        .toList();
  }

  private boolean standing(String rule) {
    return standing.stream().anyMatch(own -> Aside.words(own).equals(Aside.words(rule)));
  }

  /** Whether the rules are there that stand in the chain whoever is banned. */
  boolean stands(Listing listing) {
    return standing.stream()
        .map(Aside::words)
        .allMatch(
            own ->
                listing.rules(chain).stream().map(Aside::words).filter(own::equals).count() == 1);
  }

  /**
   * Reads a rule.
   *
   * @param rule what stands behind {@code -A} and the chain's name
   * @return the ban, or empty if the rule was not made for this jail
   */
  Optional<Ban> read(String rule) {
    Matcher source = SOURCE.matcher(rule);
    String comment = tag() + " until=";
    if (!source.lookingAt() || !rule.startsWith(comment, source.end())) {
      return Optional.empty();
    }
    int from = source.end() + comment.length();
    int to = rule.indexOf('"', from);
    return to < 0
        ? Optional.empty()
        : IpBlock.parse(source.group(1))
            .flatMap(block -> end(rule.substring(from, to)).map(end -> new Ban(block, end)));
  }

  /** What stands behind {@code -A} and the name of the parent chain, in order. */
  List<String> jumps() {
    return entrance.matches().stream().map(match -> match + jump()).toList();
  }

  private boolean jump(String rule) {
    return rule.endsWith(jump());
  }

  private String jump() {
    return "-m comment --comment \"" + tag() + "\" -j " + chain;
  }

  /** What every comment of the jail begins with. */
  String tag() {
    return "gaoler:" + jail;
  }

  /** The end that a comment tells; empty if it tells none. */
  static Optional<Instant> end(String until) {
    if (until.equals(NEVER)) {
      return Optional.of(TimeSpan.FOREVER);
    }
    try {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(until)));
    } catch (NumberFormatException | DateTimeException foreign) {
      // somebody's own rule with a comment like ours: not ours
      return Optional.empty();
    }
  }
}
