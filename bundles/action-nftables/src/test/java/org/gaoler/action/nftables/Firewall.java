package org.gaoler.action.nftables;

import java.nio.file.Path;
import org.gaoler.netlink.GenerationEvents;
import org.gaoler.netlink.Place;
import org.gaoler.testkit.NetworkNamespace;

/** The firewall of a test's namespace, seen and changed without Gaoler. */
final class Firewall {

  private Firewall() {}

  /** A factory that works in a namespace. */
  static NftablesEnforcerFactory factory(NetworkNamespace namespace) {
    Place place = Place.of(Path.of("/run/netns", namespace.name()));
    String nft = String.join(" ", namespace.prefix()) + " nft";
    return new NftablesEnforcerFactory(
        "docker", "drop", true, nft, place, new GenerationEvents(place));
  }

  /** Puts tables of somebody else in. */
  static void neighbours(NetworkNamespace namespace) {
    namespace.run("nft", "add", "table", "inet", "neighbour");
    namespace.run(
        "nft", "add", "set", "inet", "neighbour", "ip4-32", "{ type ipv4_addr ; flags timeout ; }");
    namespace.run("nft", "add", "element", "inet", "neighbour", "ip4-32", "{ 203.0.113.77 }");
    namespace.run("nft", "add", "table", "ip", "gaoler-kit");
    namespace.run("iptables-nft", "-A", "INPUT", "-i", "lo", "-j", "ACCEPT");
  }

  /** Everything, without counters and times that run. */
  static String listed(NetworkNamespace namespace) {
    return namespace
        .run("nft", "list", "ruleset")
        .replaceAll("packets \\d+ bytes \\d+", "")
        .replaceAll("(timeout|expires) \\w+", "");
  }
}
