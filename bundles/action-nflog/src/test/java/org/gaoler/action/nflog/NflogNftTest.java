package org.gaoler.action.nflog;

/** The contract of enforcers, kept with {@code iptables-nft}. */
final class NflogNftTest extends NflogContract {

  NflogNftTest() {
    super("iptables-nft");
  }
}
