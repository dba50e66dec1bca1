package org.gaoler.action.dnsbl;

/** The contract of enforcers, with a zone file of BIND. */
final class BindFileContractTest extends ZoneFileContract {

  @Override
  String format() {
    return "bind";
  }

  @Override
  String others() {
    return """
        $TTL 300
        @ IN SOA localhost. hostmaster.example.org. 1795176000 1h 15m 1w 300
        @ IN NS localhost.
        ; gaoler web begin
        ; 192.0.2.1 until=1800000000
        1.2.0.192.bl.example.org. 300 IN A 127.0.0.2
        ; gaoler web end
        9.2.0.192 IN TXT "written by hand: \u00e9"
        """;
  }
}
