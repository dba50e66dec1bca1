package org.gaoler.action.blocklist;

/** The contract of enforcers for a list of format json. */
final class JsonContractTest extends BlocklistContract {

  JsonContractTest() {
    super("json", "{\"revision\": 0, \"banned\": [\n]}\n");
  }
}
