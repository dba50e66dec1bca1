package org.gaoler.core.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.gaoler.api.IpBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com",
    "Example.COM, example.com",
    "example.com., example.com",
    "dsl-192-0-2-1.example.net, dsl-192-0-2-1.example.net",
    "_sip._tcp.example.org, _sip._tcp.example.org",
    "192.0.2.1.example.com, 192.0.2.1.example.com",
    "1.2.3.x, 1.2.3.x",
    "gateway, gateway",
    "0xdeadbeef.example.com, 0xdeadbeef.example.com",
    "0xa.b0x, 0xa.b0x",
    "xn--bcher-kva.example, xn--bcher-kva.example"
  })
  void namesAreReadInLowerCaseWithoutTheLastDot(String text, String name) {
    assertThat(HostName.parse(text)).contains(new HostName(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1",
        "192.030.0.6",
        "1.2.3",
        "1",
        "0",
        "3221225985",
        "0x7f.1",
        "0xc0000201",
        "0XC0.0X0.0X2.0X1",
        "0x",
        "example.0x1",
        "example.7",
        "192.0.2.1.",
        "2001:db8::1",
        "::1",
        "fe80::1%eth0",
        "[2001:db8::1]",
        "192.0.2.1)",
        "192.0.2.0/24"
      })
  void addressesInWhateverNotationAreNoNames(String text) {
    assertThat(HostName.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "..",
        ".example.com",
        "example..com",
        "example.com..",
        "example .com",
        "example.com\n",
        "example.com\0",
        "-oops;reboot",
        "$(reboot).example.com",
        "*.example.com",
        "bücher.example",
        "exampl\u0435.com",
        "K\u212A.example.com",
        "example\u3002com"
      })
  void whatIsNoNameIsRefused(String text) {
    assertThat(HostName.parse(text)).isEmpty();
  }

  @Test
  void labelsOf63AndNamesOf253CharactersAreTheLongest() {
    String label = "a".repeat(63);
    String longest = label + "." + label + "." + label + "." + "a".repeat(61);

    assertThat(longest).hasSize(253);
    assertThat(HostName.parse(longest)).isPresent();
    assertThat(HostName.parse(longest + ".")).isPresent();
    assertThat(HostName.parse(longest + "a")).isEmpty();
    assertThat(HostName.parse(label + "a.example.com")).isEmpty();
    assertThat(HostName.parse("a.".repeat(1_000_000))).isEmpty();
  }

  @Test
  void nothingIsBothANameAndAnAddress() {
    Random random = new Random(7);
    String alphabet = "0123456789abcdefx.:";
    for (int trial = 0; trial < 50_000; trial++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(16); i >= 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      boolean address = IpBlock.parse(text.toString()).isPresent();
      assertThat(address && HostName.parse(text.toString()).isPresent()).as("%s", text).isFalse();
    }
  }

  @Test
  void hostileTextIsShownInPrintableAsciiAndCut() {
    assertThat(HostName.shown("a\n\u001b[2J\u202eb")).isEqualTo("a\\u000a\\u001b[2J\\u202eb");
    assertThat(HostName.shown("x".repeat(1_000_000))).hasSize(103);
  }

  @Test
  void onlyNamesWithoutADotAreLocal() {
    assertThat(new HostName("gateway").local()).isTrue();
    assertThat(new HostName("example.com").local()).isFalse();
  }
}
