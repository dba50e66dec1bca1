package org.gaoler.action.blocklist;

/** The contract of enforcers for a list of format apache. */
final class ApacheContractTest extends BlocklistContract {

  ApacheContractTest() {
    super("apache", "# of the office\nRequire all granted\n");
  }
}
