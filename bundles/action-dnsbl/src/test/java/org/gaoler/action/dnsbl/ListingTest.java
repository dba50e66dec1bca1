package org.gaoler.action.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import org.gaoler.api.IpBlock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Name;

/** Names of addresses, there and back. */
final class ListingTest {

  private static final Listing LISTING = new Listing(Name.fromConstantString("bl.example.org."));

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 1.2.0.192",
    "198.51.100.0, 0.100.51.198",
    "198.51.100.0/24, *.100.51.198",
    "203.0.113.255, 255.113.0.203",
    "2001:db8::1, 1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2",
    "2001:db8:1:2:a:b:c:d, d.0.0.0.c.0.0.0.b.0.0.0.a.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2",
    "2001:db8:1:2::/64, *.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2",
  })
  void addressStandsBackwards(String address, String name) throws Exception {
    IpBlock block = IpBlock.parse(address).orElseThrow();
    Name absolute = Name.fromString(name, LISTING.apex());
    assertThat(Listing.relative(block)).isEqualTo(name);
    assertThat(LISTING.name(block)).isEqualTo(absolute);
    assertThat(LISTING.block(absolute)).contains(block);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bl.example.org.",
        "www.bl.example.org.",
        "2.0.192.bl.example.org.",
        "*.0.192.bl.example.org.",
        "5.1.2.0.192.bl.example.org.",
        "256.2.0.192.bl.example.org.",
        "01.2.0.192.bl.example.org.",
        "1234.2.0.192.bl.example.org.",
        "a.2.0.192.bl.example.org.",
        "1.2.0.192.example.org.",
        "10.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bl.example.org.",
        "g.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bl.example.org.",
        "*.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bl.example.org."
      })
  void otherNamesAreNobodys(String name) {
    assertThat(LISTING.block(Name.fromConstantString(name))).isEmpty();
  }
}
