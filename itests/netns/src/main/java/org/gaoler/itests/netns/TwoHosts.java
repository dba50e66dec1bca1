package org.gaoler.itests.netns;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two network namespaces joined by a veth pair: a server and an attacker with several addresses.
 * Closing removes both.
 */
public final class TwoHosts implements AutoCloseable {

  /** The server's address. */
  public static final String SERVER = "192.0.2.1";

  /** The attacker's address. */
  public static final String ATTACKER = "192.0.2.2";

  /** An address beside the attacker's that does no harm. */
  public static final String VISITOR = "192.0.2.3";

  /** The server's IPv6 address. */
  public static final String SERVER6 = "2001:db8::1";

  /** The attacker's IPv6 address, in a /64 of its own. */
  public static final String ATTACKER6 = "2001:db8:0:a::2";

  /** An IPv6 address that does no harm. */
  public static final String VISITOR6 = "2001:db8::3";

  private static final Pattern TURNED_AWAY =
      Pattern.compile("-s ([0-9a-f.:]+)/(\\d+) .*-j (?:DROP|REJECT)");

  /** The sets of a jail, each for networks of one width. */
  private static final Pattern SET = Pattern.compile("set ip[46]-(\\d+) \\{");

  private static final Pattern ELEMENT =
      Pattern.compile("(?<=[{,\\s])[0-9a-f]*[.:][0-9a-f.:]+(?=[\\s,}])");

  private final String server;
  private final String attacker;

  /** Makes the pair; needs root. */
  public TwoHosts() {
    String mark =
        "gaoler"
            + ProcessHandle.current().pid()
            + "-"
            + Long.toString(System.nanoTime() % 46_656, 36);
    server = mark + "-s";
    attacker = mark + "-a";
    try {
      build();
    } catch (RigException e) {
      close();
      throw e;
    }
  }

  private void build() {
    ip("netns", "add", server);
    ip("netns", "add", attacker);
    ip(
        "-n", server, "link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns",
        attacker);
    for (String host : new String[] {server, attacker}) {
      ip("-n", host, "link", "set", "lo", "up");
      ip("-n", host, "link", "set", "eth0", "up");
    }
    address(server, SERVER + "/24");
    address(server, SERVER6 + "/64");
    for (String theirs :
        new String[] {ATTACKER + "/24", VISITOR + "/24", VISITOR6 + "/64", ATTACKER6 + "/64"}) {
      address(attacker, theirs);
    }
    // wider than any ban of a test: a way to the very same network would win over action route's
    ip("-n", server, "-6", "route", "add", "2001:db8::/48", "dev", "eth0");
  }

  private static void address(String host, String address) {
    if (address.contains(":")) {
      ip("-n", host, "addr", "add", address, "dev", "eth0", "nodad");
    } else {
      ip("-n", host, "addr", "add", address, "dev", "eth0");
    }
  }

  /**
   * A command on the server.
   *
   * @param words the program and its arguments
   * @return to be run
   */
  public Command onServer(String... words) {
    return inside(server, words);
  }

  /**
   * A command on the attacker's host.
   *
   * @param words the program and its arguments
   * @return to be run
   */
  public Command onAttacker(String... words) {
    return inside(attacker, words);
  }

  /**
   * All rules of the server's firewall.
   *
   * @return as {@code iptables-save} and {@code ip6tables-save} print them
   */
  public String firewall() {
    return onServer("iptables-save").must() + onServer("ip6tables-save").must();
  }

  /**
   * Whether a rule of the server's firewall turns an address, or a network with it, away; or a set
   * of nftables that is ours holds it.
   *
   * @param address in its usual notation
   * @return whether the kernel holds such a rule or element now
   */
  public boolean turnsAway(String address) {
    return byRule(address) || bySet(address);
  }

  private boolean bySet(String address) {
    int prefix = 0;
    for (String line : onServer("nft", "list", "ruleset").must().lines().toList()) {
      Matcher set = SET.matcher(line);
      prefix = set.find() ? Integer.parseInt(set.group(1)) : prefix;
      Matcher element = ELEMENT.matcher(line);
      while (prefix > 0 && element.find()) {
        boolean same = element.group().contains(":") == address.contains(":");
        if (same && covers(element.group(), prefix, address)) {
          return true;
        }
      }
      prefix = line.contains("chain ") ? 0 : prefix;
    }
    return false;
  }

  private boolean byRule(String address) {
    String list = address.contains(":") ? "ip6tables-save" : "iptables-save";
    return onServer(list, "-t", "filter")
        .must()
        .lines()
        .map(TURNED_AWAY::matcher)
        .filter(Matcher::find)
        .anyMatch(rule -> covers(rule.group(1), Integer.parseInt(rule.group(2)), address));
  }

  private static boolean covers(String network, int prefix, String address) {
    try {
      byte[] outer = InetAddress.getByName(network).getAddress();
      byte[] inner = InetAddress.getByName(address).getAddress();
      int hostBits = outer.length * Byte.SIZE - prefix;
      return new BigInteger(1, outer).xor(new BigInteger(1, inner)).shiftRight(hostBits).signum()
          == 0;
    } catch (UnknownHostException e) {
      throw new RigException("no address: " + network, e);
    }
  }

  private static Command inside(String host, String... words) {
    return Command.of("ip", "netns", "exec", host).with(words).with(Map.of("LC_ALL", "C"));
  }

  private static void ip(String... words) {
    Command.of("ip").with(words).must();
  }

  @Override
  public void close() {
    Command.of("ip", "netns", "del", server).run();
    Command.of("ip", "netns", "del", attacker).run();
  }
}
