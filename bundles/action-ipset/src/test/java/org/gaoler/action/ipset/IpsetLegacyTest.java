package org.gaoler.action.ipset;

/** The contract of enforcers, kept with {@code iptables-legacy}. */
final class IpsetLegacyTest extends IpsetContract {

  IpsetLegacyTest() {
    super("iptables-legacy");
  }
}
