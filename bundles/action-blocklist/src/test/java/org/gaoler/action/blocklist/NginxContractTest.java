package org.gaoler.action.blocklist;

/** The contract of enforcers for a list of format nginx. */
final class NginxContractTest extends BlocklistContract {

  NginxContractTest() {
    super("nginx", "# of the office\n203.0.113.77 0;\n");
  }
}
