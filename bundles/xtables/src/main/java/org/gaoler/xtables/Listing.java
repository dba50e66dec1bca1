package org.gaoler.xtables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The filter table as {@code iptables-save} printed it.
 *
 * @param chains the rules of each chain in order, without {@code -A} and the chain's name
 */
public record Listing(Map<String, List<String>> chains) {

  /** Reads what the tool printed. */
  public static Listing parse(String text) {
    Map<String, List<String>> chains = new HashMap<>();
    text.lines()
        .forEach(
            line -> {
              String[] words = line.split(" ", 3);
              if (line.startsWith(":")) {
                chains.computeIfAbsent(words[0].substring(1), name -> new ArrayList<>());
              } else if (line.startsWith("-A ") && words.length == 3) {
                chains.computeIfAbsent(words[1], name -> new ArrayList<>()).add(words[2]);
              }
            });
    return new Listing(chains);
  }

  public boolean has(String chain) {
    return chains.containsKey(chain);
  }

  public List<String> rules(String chain) {
    return chains.getOrDefault(chain, List.of());
  }
}
