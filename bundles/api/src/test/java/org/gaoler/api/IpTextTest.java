package org.gaoler.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.gaoler.api.IpBlock.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IpTextTest {

  private static final int TRIALS = 20_000;

  private final Random random = new Random(42);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.02.1",
        "192.0.2.001",
        "0300.0.2.1",
        "0xc0.0.2.1",
        "00.0.0.0",
        "192.0.2",
        "192.2",
        "3221225985",
        "192.0.2.1.",
        ".192.0.2.1",
        "192..2.1",
        "192.0.2.256",
        "192.0.2.1000",
        "192.0.2.-1",
        "192.0.2.+1",
        "192.0.2.1 ",
        "192.0.2.1)",
        "(192.0.2.1)",
        "192.0.2.1,",
        "192.030.0.6",
        "1.2.3",
        "0x7f.1",
        "192.0.2.1%eth0",
        " 192.0.2.1",
        "192.0.2.1\n",
        "192.0.2.1\0",
        "192.0.2.1:22",
        "[192.0.2.1]",
        "١٩٢.٠.٢.١",
        "１92.0.2.1",
        "example.com",
        "localhost",
        "a",
        "",
        " ",
        ".",
        "..."
      })
  void whatIsNoIpv4AddressIsRefused(String text) {
    assertThat(IpBlock.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":",
        ":::",
        "1:2",
        "2001:db8",
        "2001:db8:::1",
        "2001::db8::1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        ":1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:8:",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        "2001:db8::12345",
        "2001:db8::00001",
        "2001:db8::g",
        "2001:db8::-1",
        "2001:db8::１",
        "fe80::1%eth0",
        "fe80::1%1",
        "[2001:db8::1",
        "2001:db8::1]",
        "[[2001:db8::1]]",
        "[]",
        "[2001:db8::1]:22",
        "192.0.2.1::",
        "::192.0.2.1:1",
        "::192.0.2.1.1",
        "::192.0.2",
        "::192.0.2.01",
        "::192.0.2.256",
        "1:2:3:4:5:6:7:192.0.2.1",
        "2001:db8::1 ",
        " 2001:db8::1",
        "2001:db8::1\n"
      })
  void whatIsNoIpv6AddressIsRefused(String text) {
    assertThat(IpBlock.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1/",
        "/24",
        "192.0.2.1/33",
        "192.0.2.1/-1",
        "192.0.2.1/+24",
        "192.0.2.1/024",
        "192.0.2.1/2 4",
        "192.0.2.1/24/8",
        "192.0.2.1//24",
        "192.0.2.1/1000",
        "192.0.2.0/255.0.255.0",
        "192.0.2.0/0.0.0.255",
        "192.0.2.0/255.255.255.1",
        "192.0.2.0/255.255.255",
        "192.0.2.0/ffff::",
        "2001:db8::/129",
        "2001:db8::/",
        "2001:db8::/064",
        "2001:db8::/255.255.255.0",
        "2001:db8::/ffff:0:ffff::",
        "2001:db8::/::ffff:255.255.255.0",
        "[2001:db8::/32]"
      })
  void whatIsNoPrefixIsRefused(String text) {
    assertThat(IpBlock.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.77/255.255.255.0, 192.0.2.0/24",
    "192.0.2.77/255.255.255.255, 192.0.2.77",
    "192.0.2.77/128.0.0.0, 128.0.0.0/1",
    "192.0.2.77/0.0.0.0, 0.0.0.0/0",
    "192.0.2.77/0, 0.0.0.0/0",
    "2001:db8::77/ffff:ffff::, 2001:db8::/32",
    "2001:db8::77/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db8::77",
    "2001:db8::77/::, ::/0",
    "2001:db8::77/0, ::/0"
  })
  void netmasksAreReadIfTheyAreContiguous(String text, String canonical) {
    assertThat(canonical(text)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "::ffff:192.0.2.1, 192.0.2.1",
    "::FFFF:c000:0201, 192.0.2.1",
    "0:0:0:0:0:ffff:192.0.2.1, 192.0.2.1",
    "[::ffff:192.0.2.1], 192.0.2.1",
    "::ffff:192.0.2.1/128, 192.0.2.1",
    "::ffff:192.0.2.1/120, 192.0.2.0/24",
    "::ffff:192.0.2.1/96, 0.0.0.0/0"
  })
  void mappedAddressesBecomeIpv4(String text, String canonical) {
    assertThat(canonical(text)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"::ffff:192.0.2.1/24", "::ffff:192.0.2.1/95", "::ffff:192.0.2.1/129"})
  void prefixesOfMappedAddressesCountTheBitsOfIpv6(String text) {
    assertThat(IpBlock.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2001:DB8::A, 2001:db8::a",
    "2001:0db8:0000:0000:0000:0000:0000:0001, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:1:2:3:4:0:0, 2001:db8:1:2:3:4::",
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "1:0:0:0:0:0:0:0, 1::",
    "::192.0.2.1, ::c000:201",
    "64:ff9b::192.0.2.1, 64:ff9b::c000:201",
    "[2001:db8::1], 2001:db8::1",
    "[2001:db8::1]/64, 2001:db8::/64",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8"
  })
  void ipv6IsWrittenAsRfc5952Says(String text, String canonical) {
    assertThat(canonical(text)).isEqualTo(canonical);
  }

  @Test
  void singleAddressesReadBackAndMeanWhatJavaReads() throws UnknownHostException {
    for (int trial = 0; trial < TRIALS; trial++) {
      IpBlock block = Addresses.single(random);
      assertThat(IpBlock.parse(block.toString())).contains(block);
      // a literal: no name is looked up
      assertThat(bytes(block)).isEqualTo(InetAddress.getByName(block.address()).getAddress());
    }
  }

  @Test
  void whatJavaWritesIsReadAlike() throws UnknownHostException {
    for (int trial = 0; trial < TRIALS; trial++) {
      IpBlock block = Addresses.single(random);
      String text = InetAddress.getByAddress(bytes(block)).getHostAddress();
      assertThat(IpBlock.parse(text)).contains(block);
    }
  }

  @Test
  void networksReadBack() {
    for (int trial = 0; trial < TRIALS; trial++) {
      IpBlock block = Addresses.block(random);
      assertThat(IpBlock.parse(block.toString())).contains(block);
      assertThat(IpBlock.parse(block.address() + "/" + block.prefix())).contains(block);
    }
  }

  @Test
  void brokenAddressesAreEitherRefusedOrReadBack() {
    String alphabet = "0129af:./[]% -x";
    for (int trial = 0; trial < TRIALS; trial++) {
      StringBuilder text = new StringBuilder(Addresses.block(random).toString());
      for (int change = random.nextInt(3); change >= 0; change--) {
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        text.setCharAt(random.nextInt(text.length()), c);
      }
      IpBlock.parse(text.toString())
          .ifPresent(read -> assertThat(IpBlock.parse(read.toString())).contains(read));
    }
  }

  @Test
  void hostileLengthsAreRefusedAtOnce() {
    for (String part : new String[] {"1", ":", "1:", "::", "1.", "/", "[", "\0", "\ud83d\udc80"}) {
      assertThat(IpBlock.parse(part.repeat(1_000_000))).isEmpty();
    }
    assertThat(IpBlock.parse("192.0.2.1" + " ".repeat(1_000_000))).isEmpty();
    assertThat(IpBlock.parse("192.0.2.1/" + "0".repeat(1_000_000))).isEmpty();
    assertThat(IpBlock.parse("0".repeat(1_000_000) + ":db8::1")).isEmpty();
  }

  private static String canonical(String text) {
    return IpBlock.parse(text).orElseThrow().toString();
  }

  private static byte[] bytes(IpBlock block) {
    return block.family() == Family.IPV4
        ? ByteBuffer.allocate(4).putInt((int) block.low()).array()
        : ByteBuffer.allocate(16).putLong(block.high()).putLong(block.low()).array();
  }
}
