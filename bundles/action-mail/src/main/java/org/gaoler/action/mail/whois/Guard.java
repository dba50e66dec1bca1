package org.gaoler.action.mail.whois;

import java.net.InetAddress;

/**
 * Says to which servers an answer may refer us: an answer is written by whomever we ask about, and
 * must not make us knock at doors inside.
 */
@FunctionalInterface
public interface Guard {

  /** Whois servers on the internet, at their port. */
  Guard PUBLIC = (address, port) -> port == Server.PORT && !inside(address);

  /**
   * Whether a server is asked.
   *
   * @param address its address
   * @param port its port
   * @return false to leave it alone
   */
  boolean allows(InetAddress address, int port);

  private static boolean inside(InetAddress address) {
    byte[] octets = address.getAddress();
    boolean uniqueLocal = octets.length == 16 && (octets[0] & 0xfe) == 0xfc;
    boolean carrier = octets.length == 4 && octets[0] == 100 && (octets[1] & 0xc0) == 64;
    return uniqueLocal
        || carrier
        || address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress();
  }
}
