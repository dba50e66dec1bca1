package org.gaoler.xtables;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;

/**
 * Which packets are led into a jail's chain.
 *
 * @param parent the chain that every packet passes, mostly {@code INPUT}
 * @param matches one per rule needed, as {@code iptables-save} prints it; empty text for any packet
 */
public record Entrance(String parent, List<String> matches) {

  private static final Set<String> PROTOCOLS =
      Set.of("all", "tcp", "udp", "udplite", "sctp", "dccp");
  private static final Pattern CHAIN =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./-]{0," + (ChainName.LIMIT - 1) + "}");

  public Entrance {
    matches = List.copyOf(matches);
  }

  /**
   * Reads the options.
   *
   * @param chain option {@code chain}
   * @param protocol option {@code protocol}
   * @param dports from {@link Ports}
   * @throws Fault if they are wrong or do not go together
   */
  public static Entrance of(String chain, String protocol, List<String> dports) throws Fault {
    if (!CHAIN.matcher(chain).matches()) {
      throw new Fault(
          "option chain = "
              + chain
              + ": accepted is the name of a chain, such as INPUT, of up to "
              + ChainName.LIMIT
              + " letters, digits, _ . / -");
    }
    List<String> matches = new ArrayList<>();
    for (String name : List.of(protocol.strip().split("[\\s,]+"))) {
      if (!PROTOCOLS.contains(name)) {
        throw new Fault(
            "option protocol = "
                + protocol
                + ": there is no protocol "
                + name
                + " with ports; accepted are "
                + PROTOCOLS.stream().sorted().toList()
                + " divided by commas");
      }
      matches.addAll(matches(name, protocol, dports));
    }
    return new Entrance(chain, matches);
  }

  private static List<String> matches(String name, String protocol, List<String> dports)
      throws Fault {
    boolean any = name.equals("all");
    if (dports.isEmpty()) {
      return List.of(any ? "" : "-p " + name + " ");
    }
    if (any) {
      throw new Fault(
          "option protocol = "
              + protocol
              + " with option port = "
              + String.join(",", dports)
              + ": only some protocols have ports; accepted are protocol = tcp,udp with ports, or"
              + " port = 0:65535");
    }
    return dports.stream()
        .map(ports -> "-p " + name + " -m multiport --dports " + ports + " ")
        .toList();
  }
}
