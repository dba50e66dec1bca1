package org.gaoler.action.blocklist;

/** The contract of enforcers for a list of format ipset. */
final class IpsetContractTest extends BlocklistContract {

  IpsetContractTest() {
    super("ipset", "create office hash:ip family inet\nadd office 203.0.113.77\n");
  }
}
