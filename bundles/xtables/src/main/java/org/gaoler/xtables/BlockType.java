package org.gaoler.xtables;

import java.util.Map;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock.Family;

/**
 * What becomes of a banned packet: the target of each rule with its options.
 *
 * @param ipv4 as {@code iptables-save} prints it after {@code -j}
 * @param ipv6 as {@code ip6tables-save} prints it after {@code -j}
 */
public record BlockType(String ipv4, String ipv6) {

  private static final Pattern ACCEPTED =
      Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,27}(?: --[a-z][a-z-]*(?: [A-Za-z0-9_.:/-]+)?)*");

  private static final String REJECT = "REJECT";
  private static final String WITH = " --reject-with ";

  /** The nearest word of ICMPv6 for each of ICMP. */
  private static final Map<String, String> IN_IPV6 =
      Map.of(
          "icmp-net-unreachable", "icmp6-no-route",
          "icmp-host-unreachable", "icmp6-addr-unreachable",
          "icmp-port-unreachable", "icmp6-port-unreachable",
          "icmp-proto-unreachable", "icmp6-port-unreachable",
          "icmp-net-prohibited", "icmp6-adm-prohibited",
          "icmp-host-prohibited", "icmp6-adm-prohibited",
          "icmp-admin-prohibited", "icmp6-adm-prohibited");

  /**
   * Reads option {@code blocktype}.
   *
   * @throws Fault if it is no target
   */
  public static BlockType parse(String text) throws Fault {
    String target = text.strip().replaceAll("\\s+", " ");
    if (!ACCEPTED.matcher(target).matches()) {
      throw new Fault(
          "option blocktype = "
              + text
              + ": accepted are DROP, REJECT, REJECT --reject-with TYPE"
              + " or another iptables target with its options");
    }
    if (target.equals(REJECT)) {
      target += WITH + "icmp-port-unreachable";
    }
    return new BlockType(target, inIpv6(target));
  }

  public String of(Family family) {
    return family == Family.IPV4 ? ipv4 : ipv6;
  }

  private static String inIpv6(String target) {
    int with = target.indexOf(WITH);
    if (with < 0) {
      return target;
    }
    String type = target.substring(with + WITH.length());
    return target.substring(0, with) + WITH + IN_IPV6.getOrDefault(type, type);
  }
}
