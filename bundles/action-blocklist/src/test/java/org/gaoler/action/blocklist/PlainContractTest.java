package org.gaoler.action.blocklist;

/** The contract of enforcers for a list of format plain. */
final class PlainContractTest extends BlocklistContract {

  PlainContractTest() {
    super("plain", "# of the office\n\nnobody knows\n203.0.113.77 # by hand\n");
  }
}
