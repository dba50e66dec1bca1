package org.gaoler.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.gaoler.api.IpBlock.Family;
import org.junit.jupiter.api.Test;

/** Nothing but an address is an address, whatever stands around it in a line. */
final class IpStrictnessTest {

  private static final int TRIALS = 5_000;
  private static final String JUNK =
      ")(]}[{<>,;\"'`!?#&*+-=|~@%^$_ \t\r\n\0ghxyzGX\u00a0\u0660\uff11";

  private final Random random = new Random(11);

  @Test
  void junkBeforeOrBehindMakesItNoAddress() {
    for (int trial = 0; trial < TRIALS; trial++) {
      String text = Addresses.block(random).toString();
      char junk = JUNK.charAt(random.nextInt(JUNK.length()));
      assertThat(IpBlock.parse(text + junk)).as("%s and %d", text, (int) junk).isEmpty();
      assertThat(IpBlock.parse(junk + text)).as("%d and %s", (int) junk, text).isEmpty();
      assertThat(IpBlock.parse(text + junk + "eth0")).as("%s", text).isEmpty();
    }
  }

  @Test
  void leadingZeroInAnyPartOfIpv4MakesItNoAddress() {
    for (int trial = 0; trial < TRIALS; trial++) {
      String[] parts = ipv4().address().split("\\.");
      int at = random.nextInt(4);
      parts[at] = "0".repeat(1 + random.nextInt(2)) + parts[at];
      assertThat(IpBlock.parse(String.join(".", parts))).isEmpty();
    }
  }

  @Test
  void fewerOrMorePartsOfIpv4MakeItNoAddress() {
    for (int trial = 0; trial < TRIALS; trial++) {
      String text = ipv4().address();
      assertThat(IpBlock.parse(text + "." + random.nextInt(256))).isEmpty();
      assertThat(IpBlock.parse(text.substring(0, text.lastIndexOf('.')))).isEmpty();
    }
  }

  @Test
  void netmaskMeansThePrefixWithAsManyOnes() {
    for (Family family : Family.values()) {
      for (int prefix = 0; prefix <= family.bits(); prefix++) {
        String mask = new IpBlock(family, -1L, -1L, prefix).address();
        IpBlock address = address(family);
        assertThat(IpBlock.parse(address.address() + "/" + mask))
            .as("/%d", prefix)
            .contains(address.widen(prefix));
        assertThat(IpBlock.parse(address.address() + "/" + prefix)).contains(address.widen(prefix));
      }
    }
  }

  @Test
  void netmaskWithAHoleIsRefused() {
    for (int prefix = 1; prefix < 32; prefix++) {
      long mask = -1L << 32 - prefix & 0xffff_ffffL;
      IpBlock holed = new IpBlock(Family.IPV4, 0, mask ^ 1L << 31, 32);
      if (mask != 1L << 31) {
        assertThat(IpBlock.parse("192.0.2.1/" + holed.address())).as(holed.address()).isEmpty();
      }
    }
    for (int prefix = 2; prefix <= 64; prefix++) {
      long mask = (prefix == 64 ? -1L : -1L << 64 - prefix) ^ Long.MIN_VALUE;
      IpBlock holed = new IpBlock(Family.IPV6, mask, 0, 128);
      assertThat(IpBlock.parse("2001:db8::1/" + holed.address())).as(holed.address()).isEmpty();
    }
  }

  @Test
  void prefixBeyondTheFamilyIsRefused() {
    for (int prefix = 33; prefix < 1100; prefix++) {
      assertThat(IpBlock.parse("192.0.2.0/" + prefix)).isEmpty();
    }
    for (int prefix = 129; prefix < 1100; prefix++) {
      assertThat(IpBlock.parse("2001:db8::/" + prefix)).isEmpty();
    }
  }

  @Test
  void squareBracketsAreForIpv6Alone() {
    for (int trial = 0; trial < TRIALS; trial++) {
      IpBlock address = Addresses.single(random);
      boolean v6 = address.family() == Family.IPV6;
      assertThat(IpBlock.parse("[" + address.address() + "]").isPresent()).isEqualTo(v6);
      assertThat(IpBlock.parse("[" + address.address())).isEmpty();
      assertThat(IpBlock.parse(address.address() + "]")).isEmpty();
    }
  }

  private IpBlock ipv4() {
    return new IpBlock(Family.IPV4, 0, random.nextInt() & 0xffff_ffffL, 32);
  }

  private IpBlock address(Family family) {
    return family == Family.IPV4
        ? ipv4()
        : new IpBlock(family, random.nextLong() | 1L << 61, random.nextLong(), 128);
  }
}
