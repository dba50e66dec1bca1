package org.gaoler.action.iptables;

/** The contract of enforcers, kept by {@code iptables-legacy}. */
final class IptablesLegacyTest extends IptablesContract {

  IptablesLegacyTest() {
    super("iptables-legacy");
  }
}
