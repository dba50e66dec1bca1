package org.gaoler.action.iptables;

/** The contract of enforcers, kept by {@code iptables-nft}. */
final class IptablesNftTest extends IptablesContract {

  IptablesNftTest() {
    super("iptables-nft");
  }
}
