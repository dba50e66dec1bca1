package org.gaoler.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.gaoler.api.IpBlock.Family;
import org.junit.jupiter.api.Test;

final class IpBlockTest {

  private static final int TRIALS = 20_000;

  private final Random random = new Random(4711);

  @Test
  void hostBitsAreClearedSoThatEqualNetworksAreEqual() {
    assertThat(block("192.0.2.77/24")).isEqualTo(block("192.0.2.0/24"));
    assertThat(block("192.0.2.77/24")).hasSameHashCodeAs(block("192.0.2.0/24"));
    assertThat(block("2001:db8:1:2:3::4/64")).isEqualTo(block("2001:db8:1:2::/64"));
    assertThat(block("2001:db8:1:2:3::4/64")).hasSameHashCodeAs(block("2001:db8:1:2::/64"));
    assertThat(block("2001:db8:8000::/33")).isNotEqualTo(block("2001:db8::/33"));
  }

  @Test
  void ipv4IgnoresBitsBeyondItsAddress() {
    assertThat(new IpBlock(Family.IPV4, -1, 0xffff_ffff_c000_0201L, 32))
        .isEqualTo(block("192.0.2.1"));
  }

  @Test
  void familiesWidthsAndAddressesTellBlocksApart() {
    assertThat(block("192.0.2.0/24")).isNotEqualTo(block("192.0.2.0/25"));
    assertThat(block("0.0.0.0/0")).isNotEqualTo(block("::/0"));
    assertThat(block("192.0.2.0")).isNotEqualTo(block("192.0.2.1"));
    assertThat(block("2001:db8::")).isNotEqualTo(block("2001:db8:0:1::"));
  }

  @Test
  void prefixesOutsideTheFamilyAreRefused() {
    assertThatThrownBy(() -> new IpBlock(Family.IPV4, 0, 0, 33))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/33");
    assertThatThrownBy(() -> new IpBlock(Family.IPV6, 0, 0, 129))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/129");
    assertThatThrownBy(() -> new IpBlock(Family.IPV4, 0, 0, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void singleAddressesAreThoseOfFullLength() {
    assertThat(block("192.0.2.1").single()).isTrue();
    assertThat(block("192.0.2.0/31").single()).isFalse();
    assertThat(block("2001:db8::1").single()).isTrue();
    assertThat(block("2001:db8::/127").single()).isFalse();
  }

  @Test
  void networksContainTheirAddressesAndNoOthers() {
    assertThat(block("192.0.2.0/24").contains(block("192.0.2.255"))).isTrue();
    assertThat(block("192.0.2.0/24").contains(block("192.0.3.0"))).isFalse();
    assertThat(block("2001:db8::/64").contains(block("2001:db8::ffff:0:0:1"))).isTrue();
    assertThat(block("2001:db8::/64").contains(block("2001:db8:0:1::"))).isFalse();
    assertThat(block("2001:db8::/65").contains(block("2001:db8:0:0:8000::"))).isFalse();
  }

  @Test
  void noFamilyContainsTheOther() {
    assertThat(block("::/0").contains(block("192.0.2.1"))).isFalse();
    assertThat(block("0.0.0.0/0").contains(block("2001:db8::1"))).isFalse();
    assertThat(block("0.0.0.0/0").contains(block("203.0.113.9"))).isTrue();
    assertThat(block("::/0").contains(block("2001:db8::1"))).isTrue();
  }

  @Test
  void containingIsReflexiveAndFollowsTheWidth() {
    for (int trial = 0; trial < TRIALS; trial++) {
      IpBlock block = Addresses.block(random);
      int width = random.nextInt(block.family().bits() + 1);
      IpBlock wider = block.widen(width);

      assertThat(block.contains(block)).isTrue();
      assertThat(wider.contains(block)).isTrue();
      assertThat(block.contains(wider)).isEqualTo(width >= block.prefix());
      assertThat(wider.prefix()).isEqualTo(Math.min(width, block.prefix()));
      assertThat(wider.widen(width)).isEqualTo(wider);
    }
  }

  @Test
  void blocksOverlapOnlyIfOneContainsTheOther() {
    for (int trial = 0; trial < TRIALS; trial++) {
      IpBlock one = Addresses.block(random);
      IpBlock other = Addresses.near(one, random);
      int narrower = Math.min(one.prefix(), other.prefix());

      assertThat(one.contains(other) || other.contains(one))
          .isEqualTo(one.widen(narrower).equals(other.widen(narrower)));
    }
  }

  @Test
  void offendersAreAddressesWhereTheyReadAsSuchElseTokens() {
    assertThat(Offender.parse("192.0.2.1")).isEqualTo(block("192.0.2.1"));
    assertThat(Offender.parse("2001:db8::/64")).isEqualTo(block("2001:db8::/64"));
    assertThat(Offender.parse("192.0.2.01")).isEqualTo(new Token("192.0.2.01"));
    assertThat(Offender.parse("-j ACCEPT")).isEqualTo(new Token("-j ACCEPT"));
    assertThat(new Token("someone")).hasToString("someone");
  }

  @Test
  void blankOffendersAreRefused() {
    assertThatThrownBy(() -> Offender.parse("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Offender.parse(" \t")).isInstanceOf(IllegalArgumentException.class);
  }

  private static IpBlock block(String text) {
    return IpBlock.parse(text).orElseThrow();
  }
}
