package org.gaoler.action.dnsbl;

import java.util.List;
import org.gaoler.api.Offender;

/** The contract of enforcers, with a file of rbldnsd. */
final class RbldnsdFileContractTest extends ZoneFileContract {

  @Override
  String format() {
    return "rbldnsd";
  }

  @Override
  protected List<Offender> offenders() {
    return List.of(
        Offender.parse("192.0.2.1"),
        Offender.parse("2001:db8::1"),
        Offender.parse("198.51.100.32/27"),
        Offender.parse("2001:db8:1::/52"));
  }

  @Override
  String others() {
    return """
        $DATASET ip4trie:hand @
        192.0.2.9 :127.0.0.2:written by hand
        # gaoler web ip4 begin
        $DATASET ip4trie:web @
        # 192.0.2.1 until=1800000000
        192.0.2.1/32 :127.0.0.2:web
        # gaoler web ip4 end
        """;
  }
}
