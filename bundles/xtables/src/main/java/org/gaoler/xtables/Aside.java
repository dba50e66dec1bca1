package org.gaoler.xtables;

import java.util.List;
import java.util.stream.Stream;

/**
 * A chain that banned packets are led into, where more than refusing them is to be done, such as
 * logging some of them first.
 *
 * @param chain its name, within the kernel's limit
 * @param rules in order, in the notation of {@code iptables-save} without {@code -A} and the name
 */
public record Aside(String chain, List<String> rules) {

  public Aside {
    rules = List.copyOf(rules);
  }

  /**
   * Whether the chain is as it must be. The tool's versions print blanks and quotes differently and
   * order the words of a match by themselves.
   *
   * @param listing the table
   * @return false if it is not there or holds anything else
   */
  boolean stands(Listing listing) {
    List<List<String>> found = listing.rules(chain).stream().map(Aside::words).toList();
    return found.equals(rules.stream().map(Aside::words).toList());
  }

  /** What a rule says, however it is printed. */
  static List<String> words(String rule) {
    return Stream.of(rule.replace("\"", "").strip().split("\\s+")).sorted().toList();
  }

  /** Lines that make it from any state. */
  Stream<String> making() {
    Stream<String> all = rules.stream().map(rule -> "-A " + chain + " " + rule);
    return Stream.concat(Stream.of(":" + chain + " - [0:0]"), all);
  }
}
