package org.gaoler.xtables;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
 */
public record Rules(
    String jail, String chain, Entrance entrance, String target, Optional<Aside> aside) {

  /** The last rule of the chain: whoever is not banned goes on where he came from. */
  static final String END = "-j RETURN";

  private static final String NEVER = "never";
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
    this(jail, chain, entrance, target, Optional.empty());
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
    this(jail, chain, entrance, aside.chain(), Optional.of(aside));
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

  String insertion(IpBlock block, String until) {
    return "-I " + chain + " " + ban(block, until);
  }

  String deletion(IpBlock block, String until) {
    return "-D " + chain + " " + ban(block, until);
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

  /** The bans in the chain. */
  List<Ban> bans(Listing listing) {
    return listing.rules(chain).stream().flatMap(rule -> read(rule).stream()).toList();
  }

  /** The rules in the chain that somebody else has put there. */
  List<String> foreign(Listing listing) {
    return listing.rules(chain).stream()
        .filter(rule -> read(rule).isEmpty() && !rule.equals(END))
        .toList();
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

  private String tag() {
    return "gaoler:" + jail;
  }

  private static Optional<Instant> end(String until) {
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
