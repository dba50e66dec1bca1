package org.gaoler.itests.netns;

import java.util.List;

/**
 * Counts the packets of one sender on the server: those that arrive, and those that the firewall's
 * filter lets through. Stands in tables of its own before and behind the filter.
 */
public final class PacketCounter {

  private final TwoHosts hosts;
  private final String sender;
  private final String tool;

  /**
   * Begins to count.
   *
   * @param hosts where
   * @param sender its address
   */
  public PacketCounter(TwoHosts hosts, String sender) {
    this.hosts = hosts;
    this.sender = sender;
    this.tool = sender.contains(":") ? "ip6tables" : "iptables";
    hosts.onServer(tool, "-w", "-t", "raw", "-A", "PREROUTING", "-s", sender).must();
    hosts.onServer(tool, "-w", "-t", "security", "-A", "INPUT", "-s", sender).must();
  }

  /** Packets that arrived at the interface. */
  public long arrived() {
    return count("raw", "PREROUTING");
  }

  /** Packets that the filter let through. */
  public long passed() {
    return count("security", "INPUT");
  }

  private long count(String table, String chain) {
    String listing = hosts.onServer(tool, "-w", "-t", table, "-nvxL", chain).must();
    return listing
        .lines()
        .map(line -> List.of(line.strip().split("\\s+")))
        .filter(words -> words.contains(sender) || words.contains(sender + "/128"))
        .mapToLong(words -> Long.parseLong(words.get(0)))
        .findFirst()
        .orElseThrow(() -> new RigException("no counter for " + sender + " in " + listing));
  }
}
