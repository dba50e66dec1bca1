package org.gaoler.itests.netns;

import java.util.List;
import java.util.stream.Collectors;

/** Everything that a firewall action could touch on the server, as the tools list it. */
public final class Kernel {

  private static final List<List<String>> LISTINGS =
      List.of(
          List.of("nft", "list", "ruleset"),
          List.of("iptables-legacy-save"),
          List.of("ip6tables-legacy-save"),
          List.of("ipset", "save"),
          List.of("ip", "route", "show", "table", "all"),
          List.of("ip", "-6", "route", "show", "table", "all"));

  private final TwoHosts hosts;

  /**
   * Looks at a server.
   *
   * @param hosts whose
   */
  public Kernel(TwoHosts hosts) {
    this.hosts = hosts;
  }

  /** All rules, sets and routes, without counters, times and what the tools add by themselves. */
  public String all() {
    return LISTINGS.stream().map(this::listing).collect(Collectors.joining("\n"));
  }

  private String listing(List<String> command) {
    String listing = hosts.onServer(command.toArray(String[]::new)).must();
    return listing
        .lines()
        .filter(line -> !line.startsWith("#"))
        // the kernel adds a link's own address when nobody else has claimed it
        .filter(line -> !line.startsWith("local fe80:"))
        .map(line -> line.replaceAll("\\[\\d+:\\d+]|counter packets \\d+ bytes \\d+", ""))
        .map(line -> line.replaceAll("expires \\w+|timeout \\d+|packets \\d+ bytes \\d+", ""))
        .collect(Collectors.joining("\n", String.join(" ", command) + ":\n", ""));
  }
}
