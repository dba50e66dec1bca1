package org.gaoler.action.ipset;

/** The contract of enforcers, kept with {@code iptables-nft}. */
final class IpsetNftTest extends IpsetContract {

  IpsetNftTest() {
    super("iptables-nft");
  }
}
