package org.gaoler.action.nflog;

/** The contract of enforcers, kept with {@code iptables-legacy}. */
final class NflogLegacyTest extends NflogContract {

  NflogLegacyTest() {
    super("iptables-legacy");
  }
}
