package org.gaoler.action.blocklist;

/** The contract of enforcers for a list of format csv. */
final class CsvContractTest extends BlocklistContract {

  CsvContractTest() {
    super("csv", "address,since,until,jail,reason\n\"203.0.113.77\",,,,\"by hand\"\n");
  }
}
