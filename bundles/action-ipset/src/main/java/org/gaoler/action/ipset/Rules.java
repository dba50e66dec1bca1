package org.gaoler.action.ipset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gaoler.xtables.Entrance;
import org.gaoler.xtables.Listing;

/**
 * Writes the rules of one jail in one family, in the notation of {@code iptables-save}: jumps by
 * which offenders enter a chain, and the chain with one rule that says what becomes of them.
 *
 * @param jail named in the comment of its jumps
 * @param chain the jail's own, or that of all jails that share the set
 * @param set that the jumps look into
 * @param entrance which packets are looked at
 * @param target what becomes of offenders' packets
 */
record Rules(String jail, String chain, String set, Entrance entrance, String target) {

  private static final String MINE = "-m comment --comment \"gaoler:";

  /** What stands behind {@code -A} and the name of the parent chain, in order. */
  List<String> jumps() {
    return entrance.matches().stream()
        .map(match -> match + "-m set --match-set " + set + " src " + jump())
        .toList();
  }

  /** Whether offenders enter the chain before anybody else's rule, and the chain is right. */
  boolean sound(Listing listing) {
    return entered(listing) && own(listing).equals(List.of(rule()));
  }

  /** What must be committed to make it so; empty if nothing. */
  List<String> changes(Listing listing) {
    List<String> changes = new ArrayList<>();
    if (!listing.has(chain)) {
      changes.add(":" + chain + " - [0:0]");
    }
    List<String> own = own(listing);
    if (!own.equals(List.of(rule()))) {
      own.forEach(wrong -> changes.add("-D " + chain + " " + wrong));
      changes.add("-I " + chain + " " + rule());
    }
    if (!entered(listing)) {
      changes.addAll(entering(listing));
    }
    return changes;
  }

  /** Removes the chain, unless another jail still enters it: then all of it stays. */
  String removal() {
    return "*filter\n-F " + chain + "\n-X " + chain + "\nCOMMIT\n";
  }

  private String rule() {
    return MINE + user() + "\" -j " + target;
  }

  /** The same for all jails that use the chain: the name without what all names have. */
  private String user() {
    return chain.substring("gaoler-".length(), chain.length() - "/set".length());
  }

  private List<String> own(Listing listing) {
    String begin = MINE + user() + "\" -j ";
    return listing.rules(chain).stream().filter(rule -> rule.startsWith(begin)).toList();
  }

  private boolean entered(Listing listing) {
    List<String> first =
        listing.rules(entrance.parent()).stream()
            .takeWhile(rule -> rule.contains(MINE))
            .filter(this::mine)
            .toList();
    long all = listing.chains().values().stream().flatMap(List::stream).filter(this::mine).count();
    return first.equals(jumps()) && all == first.size();
  }

  private Stream<String> removals(Listing listing) {
    return listing.chains().entrySet().stream()
        .flatMap(
            other ->
                other.getValue().stream()
                    .filter(this::mine)
                    .map(rule -> "-D " + other.getKey() + " " + rule));
  }

  private List<String> entering(Listing listing) {
    List<String> jumps = jumps();
    Stream<String> insertions =
        Stream.iterate(jumps.size() - 1, i -> i >= 0, i -> i - 1)
            .map(i -> "-I " + entrance.parent() + " " + jumps.get(i));
    return Stream.concat(removals(listing), insertions).toList();
  }

  private boolean mine(String rule) {
    return rule.endsWith(jump());
  }

  private String jump() {
    return MINE + jail + "\" -j " + chain;
  }
}
