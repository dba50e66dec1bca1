package org.gaoler.action.ipset;

import java.util.Map;

/** The contract of enforcers, kept in a set that others may share. */
final class IpsetSharedTest extends IpsetContract {

  IpsetSharedTest() {
    super("iptables-nft");
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("set", "bad");
  }
}
