package org.gaoler.action.blocklist;

/** The contract of enforcers for a list of format hosts.deny. */
final class HostsDenyContractTest extends BlocklistContract {

  HostsDenyContractTest() {
    super("hosts.deny", "# /etc/hosts.deny\nsshd: .example.com\nALL: PARANOID\n");
  }
}
